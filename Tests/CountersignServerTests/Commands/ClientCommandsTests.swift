import CountersignCore
import CountersignKeys
import CountersignMessaging
import Testing

@testable import CountersignServer

@Suite struct ClientCommandsTests {
    private let id = "cnf_01JDAVZW3G0000000000000000"

    private func client() throws -> TestSurroundings {
        try TestSurroundings(environment: [
            "COUNTERSIGN_URL": "https://confirm.example/", "COUNTERSIGN_KEY": "csk_test_abc",
        ])
    }

    private func confirm(
        _ world: TestSurroundings,
        _ more: String...
    ) async -> CountersignServer.ExitStatus {
        let words = [
            "confirm", "--amount", "49.99 EUR", "--to", "+4915112345678", "--reference", "order-1",
        ]
        return await Program.run(words + more, in: world.surroundings)
    }

    @Test func confirmPostsMoneyInMinorUnitsWithKeyAndIdempotencyKey() async throws {
        let world = try client()
        world.answer(status: 201, #"{"id": "\#(id)", "status": "pending"}"#)
        #expect(await confirm(world, "--channel", "sms", "--locale", "de") == .done)
        let request = try #require(world.requests.first)
        #expect(request.url == "https://confirm.example/v1/confirmations")
        let body = try JSONReader.read(request.body)
        let expected = """
            {"amount":{"value":4999,"currency":"EUR"},"reference":"order-1",\
            "recipient":{"phone":"+4915112345678","locale":"de"},"channels":["sms"]}
            """
        #expect(JSONText.text(body) == expected)
        let headers = Dictionary(request.headers.map { ($0.name, $0.value) }) { first, _ in first }
        #expect(headers["Authorization"] == "Bearer csk_test_abc")
        #expect(headers["Idempotency-Key"]?.count == 26)
    }

    @Test func waitReadsUntilThePayerHasAnswered() async throws {
        let world = try client()
        world.answer(status: 201, #"{"id": "\#(id)", "status": "pending"}"#)
        world.answer(status: 200, #"{"id": "\#(id)", "status": "pending"}"#)
        world.answer(status: 200, #"{"id": "\#(id)", "status": "denied"}"#)
        #expect(await confirm(world, "--wait") == .findings)
        #expect(world.requests.map(\.method) == ["POST", "GET", "GET"])
        #expect(world.requests.last?.url.hasSuffix("\(id)?wait=30") == true)
        #expect(world.output.contains("denied"))
    }

    @Test func refusalIsShownWithItsErrors() async throws {
        let world = try client()
        world.answer(
            status: 422,
            """
            {"title": "The request can't be carried out.", "detail": "Two members are wrong.",
             "errors": [{"pointer": "/recipient/phone", "detail": "This is no phone number.\\u001b[2J"}]}
            """
        )
        #expect(await confirm(world) == .refused)
        #expect(world.diagnostics.contains("The request can't be carried out."))
        #expect(world.diagnostics.contains("/recipient/phone: This is no phone number."))
        #expect(!world.diagnostics.contains("\u{1B}"))
        #expect(world.output.isEmpty)
    }

    @Test func busyOrAbsentServiceMeansTryAgainLater() async throws {
        let world = try client()
        world.answer(status: 503, #"{"title": "Too busy."}"#)
        #expect(await confirm(world) == .tryAgainLater)
        #expect(await confirm(world) == .tryAgainLater)
        #expect(world.diagnostics.contains("no service answers"))
    }

    @Test func missingKeyIsUnusable() async throws {
        let world = try TestSurroundings()
        #expect(await confirm(world) == .unusable)
        #expect(world.diagnostics.contains("COUNTERSIGN_KEY"))
        #expect(world.requests.isEmpty)
    }

    @Test(arguments: ["49,99 EUR", "49.999 EUR", "49.99", "-1 EUR", "1 XXX"])
    func amountThatIsNoneIsRefusedBeforeAnythingIsSent(amount: String) async throws {
        let world = try client()
        let words = ["verify", id, "--code", "042917", "--amount=\(amount)"]
        #expect(await Program.run(words, in: world.surroundings) == .unusable)
        #expect(world.requests.isEmpty)
    }

    @Test func wrongCodeIsARefusal() async throws {
        let world = try client()
        world.answer(status: 422, #"{"title": "The code is wrong.", "attempts_left": 4}"#)
        let status = await world.run("verify", id, "--code", "042917", "--amount", "49.99 EUR")
        #expect(status == .refused)
        #expect(world.diagnostics.contains("attempts left: 4"))
    }
}
