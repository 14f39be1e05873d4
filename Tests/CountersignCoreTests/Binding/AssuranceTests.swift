import CountersignCore
import Testing

@Suite struct AssuranceTests {
    @Test(arguments: [
        (Channel.sms, true, false, false), (.whatsapp, false, true, false),
        (.rcs, false, false, false), (.email, false, false, true), (.push, false, false, true),
    ])
    func factsAreThoseOfTheChannel(
        _ row: (channel: Channel, restrictedNetwork: Bool, encrypted: Bool, lower: Bool)
    ) {
        let assurance = Assurance(of: row.channel)
        #expect(assurance.restrictedNetwork == row.restrictedNetwork)
        #expect(assurance.encrypted == row.encrypted)
        #expect(assurance.lower == row.lower)
    }
}
