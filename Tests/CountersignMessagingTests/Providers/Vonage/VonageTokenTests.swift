import CountersignCore
import CountersignMessaging
import Testing

@Suite struct VonageTokenTests {
    private func token(at now: Instant = Samples.now) throws -> AccessToken {
        let provider = try VonageFixture.application().provider()
        guard case .minted(let mint)? = provider.accessTokens else {
            throw TokenRefusal(.stop, reason: "nothing is minted")
        }
        return mint(now, (0..<16).map { UInt8($0) })
    }

    @Test func aTokenIsSignedByTheApplicationsKey() throws {
        let token = try token()
        #expect(try TestKeyPair.rsa.get().verifiesRS256(token.value))
        let jws = try CompactJWS(parsing: token.value)
        #expect(
            String(decoding: jws.payload, as: UTF8.self) == """
                {"application_id":"aaaaaaaa-bbbb-cccc-dddd-0123456789ab","iat":1767225600,\
                "jti":"00010203-0405-0607-0809-0a0b0c0d0e0f","exp":1767226500}
                """
        )
    }

    @Test func aTokenHasTheShapeOfTheOfficialClients() throws {
        let vector = try #require(
            try Samples.vectors("vonage")["outbound_jwt"]?["cases"]?.array?.first
        )
        let theirs = try CompactJWS(parsing: try #require(vector["token"]?.string))
        let ours = try CompactJWS(parsing: try token().value)
        #expect(ours.header == theirs.header)
        let names = { (jws: CompactJWS) in
            try JSONReader.read(jws.payload).object?.map(\.name)
        }
        #expect(try names(ours) == names(theirs))
        let life = { (jws: CompactJWS) in
            let claims = try JSONReader.read(jws.payload)
            return (claims["exp"]?.integer ?? 0) - (claims["iat"]?.integer ?? 0)
        }
        #expect(try life(ours) == life(theirs))
    }

    @Test func aTokenIsRenewedAfterTenMinutesOfFifteen() throws {
        let token = try token()
        #expect(token.renewAt == Samples.now.advanced(bySeconds: 600))
        #expect(token.expiresAt == Samples.now.advanced(bySeconds: 900))
    }

    @Test func aNewTokenMayHelpWhereThisOneIsRefused() throws {
        #expect(try VonageFixture.application().provider().refusesToken(reply(401)))
        #expect(try !VonageFixture.application().provider().refusesToken(reply(403)))
        #expect(try !VonageFixture.account().provider().refusesToken(reply(401)))
    }
}
