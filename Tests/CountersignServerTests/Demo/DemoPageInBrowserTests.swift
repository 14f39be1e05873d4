import Testing

@testable import CountersignServer

/// The demo's page in a real browser.
@Suite struct DemoPageInBrowserTests {
    @Test func shopperBuysReadsThePhoneAndTypesTheCode() async throws {
        let world = try DemoWorld()
        try await world.withInstallation { demo in
            try await Browser.with(folder: world.world.folder) { browser in
                try await browser.open(demo.url + "/demo")
                try await browser.click("#buy button[type=submit]")
                let code = try await browser.wait(for: "#messages") {
                    DemoCode.find(in: $0, digits: 6)
                }
                #expect(try await browser.text("#payment").hasPrefix("49.99 EUR to Acme Shoes."))

                try await browser.type(code, into: "#code")
                try await browser.type("4998", into: "#amount")
                try await browser.click("#verify button[type=submit]")
                try await browser.wait(for: "#answer") { text in
                    text.hasPrefix("The code is for another payment.") ? () : nil
                }
                try await browser.type(DemoCode.other(than: code), into: "#code")
                try await browser.type("4999", into: "#amount")
                try await browser.click("#verify button[type=submit]")
                // The refusals for the amount cost nothing: this one is the first to count.
                try await browser.wait(for: "#answer") { text in
                    text.hasPrefix("Wrong code.") && text.contains("4 attempts are left") ? () : nil
                }
                try await browser.type(code, into: "#code")
                try await browser.click("#cheat")
                try await browser.wait(for: "#answer") { text in
                    text.hasPrefix("The code is for another payment.") ? () : nil
                }
                #expect(try await browser.text("#proof") == "")

                try await browser.click("#verify button[type=submit]")
                try await browser.wait(for: "#answer") { text in
                    text == "Approved. The shop may charge exactly this amount." ? () : nil
                }
                let claims = try await browser.text("#claims")
                #expect(claims.contains("approved"))
                #expect(claims.contains("4999"))
                #expect(try await browser.complaints() == [])
            }
        }
    }

    @Test func refusedOrderIsExplainedWhereItWasMade() async throws {
        let world = try DemoWorld()
        try await world.withInstallation { demo in
            try await Browser.with(folder: world.world.folder) { browser in
                try await browser.open(demo.url + "/demo")
                try await browser.type("+49", into: "#phone")
                try await browser.click("#buy button[type=submit]")
                try await browser.wait(for: "#buy-problem") { text in
                    text.contains("no usable phone number") ? () : nil
                }
                #expect(try await browser.text("#confirmation") == "")
            }
        }
    }
}
