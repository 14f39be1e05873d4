import CountersignAPI
import CountersignCore
import Testing

@testable import CountersignSimulator

@Suite(.timeLimit(.minutes(1))) struct SimulatedPhonesTests {
    private func message(_ text: String, to phone: PhoneNumber) -> SimulatedMessage {
        SimulatedMessage(
            channel: .sms,
            to: .phone(phone),
            from: "simulator",
            text: text,
            reference: nil,
            at: Instant(seconds: 1_767_225_600)
        )
    }

    private func phone(_ number: Int) throws -> PhoneNumber {
        try PhoneNumber("+4915112\(300_000 + number)")
    }

    @Test func aPhoneKeepsItsNewestMessagesInOrder() throws {
        let phones = SimulatedPhones()
        let count = SimulatedPhones.messagesPerPhoneMax + 3
        for number in 0..<count { phones.receive(message("\(number)", to: try phone(0))) }
        #expect(phones.messages(to: try phone(0)).map(\.text) == (3..<count).map { "\($0)" })
        #expect(phones.messages(to: try phone(1)).isEmpty)
    }

    @Test func thePhoneThatWasSilentLongestIsForgotten() throws {
        let phones = SimulatedPhones()
        for number in 0..<SimulatedPhones.phonesMax {
            phones.receive(message("x", to: try phone(number)))
        }
        phones.receive(message("y", to: try phone(0)))
        phones.receive(message("z", to: try phone(SimulatedPhones.phonesMax)))
        #expect(phones.messages(to: try phone(0)).count == 2)
        #expect(phones.messages(to: try phone(1)).isEmpty)
        #expect(phones.messages(to: try phone(2)).count == 1)
    }

    @Test func aSetupHoldsUntilItIsTakenBack() throws {
        let phones = SimulatedPhones()
        #expect(phones.setup(of: try phone(0)) == PhoneSetup())
        #expect(phones.setUp(try phone(0), as: PhoneSetup(hasRCS: false)))
        #expect(!phones.setup(of: try phone(0)).hasRCS)
        #expect(phones.setUp(try phone(0), as: PhoneSetup()))
        #expect(phones.setup(of: try phone(0)).hasRCS)
    }

    @Test func setupsAreBounded() throws {
        let phones = SimulatedPhones()
        let off = PhoneSetup(isReachable: false)
        for number in 0..<SimulatedPhones.setupsMax {
            #expect(phones.setUp(try phone(number), as: off))
        }
        #expect(!phones.setUp(try phone(SimulatedPhones.setupsMax), as: off))
        #expect(phones.setUp(try phone(0), as: PhoneSetup(hasWhatsApp: false)))
    }

    @Test func everyListenerHearsEveryArrival() async throws {
        let phones = SimulatedPhones()
        let (one, other) = (phones.arrivals(), phones.arrivals())
        phones.receive(message("a", to: try phone(0)))
        phones.receive(message("b", to: try phone(1)))
        phones.endArrivals()
        #expect(await one.collect(3).map(\.text) == ["a", "b"])
        #expect(await other.collect(3).map(\.text) == ["a", "b"])
    }
}
