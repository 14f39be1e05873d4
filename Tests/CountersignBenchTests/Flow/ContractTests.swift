import CountersignCore
import Foundation
import Testing

@testable import CountersignAPI
@testable import CountersignBench
@testable import CountersignCheckout

/// What the bench sends and stores is what the service reads and stores.
struct ContractTests {
    private let requests = FlowRequests(host: "127.0.0.1:1", key: "k", run: "0123456789abcdef")

    private func json(_ request: [UInt8]) throws -> JSONValue {
        let text = String(decoding: request, as: UTF8.self)
        let body = try #require(text.components(separatedBy: "\r\n\r\n").last)
        return try JSONReader.read(Array(body.utf8))
    }

    @Test func serviceTakesTheCreate() throws {
        var faults = Faults()
        let read = CreateBody.read(try json(requests.create(42)), &faults, nfc: { $0 })
        let request = try #require(read)
        #expect(faults.isEmpty)
        #expect(request.amount?.minorUnits == 1_042 && request.channels == [.sms])
    }

    @Test func serviceTakesTheVerification() throws {
        let random = [UInt8](repeating: 7, count: 10)
        let id = ConfirmationID(at: Instant(seconds: 1_790_000_000), random: random)
        let code = try #require(SentCode(in: Array("007123".utf8)[...]))
        var faults = Faults()
        let body = try json(requests.verify(id, code: code, flow: 42))
        let presentation = try #require(VerifyBody.read(body, &faults, nfc: { $0 }))
        #expect(presentation.code?.withDigits { $0 } == "007123")
        #expect(presentation.amount?.minorUnits == 1_042)
    }

    @Test func idIsFoundInTheServicesAnswer() throws {
        let create = try FloorRows().create(1)
        let confirmation = try #require(create.insert)
        let answer = answer(confirmation, create.messages, context: "")
        let id = try #require(FlowBook.id(in: answer[...]))
        #expect(ConfirmationKey(id)?.id == confirmation.id)
        let spaced = Array(#"{"status": "pending", "id": "\#(confirmation.id)"}"#.utf8)
        #expect(FlowBook.id(in: spaced[...]).flatMap(ConfirmationKey.init)?.id == confirmation.id)
        #expect(FlowBook.id(in: Array("{}".utf8)[...]) == nil)
    }

    @Test func rowsOfTheFloorAreAsLongAsTheServices() throws {
        let rows = try FloorRows()
        let create = try rows.create(1)
        let verify = try rows.verify(create)
        let made = try #require(create.insert)
        let approved = try #require(verify.update)
        for (confirmation, event) in [(made, create.events[0]), (approved, verify.events[0])] {
            let real = EventData.confirmation(
                confirmation,
                to: MaskedRecipient(phone: "+49•••••••78")
            )
            #expect(abs(real.count - event.data.count) <= real.count / 10)
        }
        let body = try rows.answerBody(of: create)
        let context = try #require(try JSONReader.read(body)["context"]?.string)
        let real = answer(made, create.messages, context: context)
        #expect(abs(real.count - body.count) <= real.count / 10)
    }

    private func answer(
        _ confirmation: CountersignCore.Confirmation,
        _ messages: [Message],
        context: String
    ) -> [UInt8] {
        ConfirmationJSON.bytes(
            of: ConfirmationView(
                confirmation: confirmation,
                messages: messages,
                contextToken: context,
                maskedPhone: "+49•••••••78",
                maskedEmail: nil,
                recipientLocale: nil,
                customer: nil,
                matchWord: nil,
                resendAfter: confirmation.createdAt,
                metadata: []
            )
        )
    }
}
