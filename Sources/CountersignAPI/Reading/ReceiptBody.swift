import CountersignCore

/// The body of `POST /v1/receipts/verify`.
enum ReceiptBody {
    static let names = ["receipt"]
    /// Longest receipt that is looked at, in bytes.
    static let receiptBytesMax = 16_384

    /// Reads the body and verifies the receipt in it; nil exactly when there are faults.
    static func payload(
        _ json: JSONValue,
        _ faults: inout Faults,
        verify: (String) -> Result<JSONValue, JWSFault>
    ) -> JSONValue? {
        let receipt = ObjectReader(json, at: .body, knowing: names, &faults)?.required(
            "receipt",
            "write the receipt as it was given out, a compact JWS",
            &faults,
            as: VerifyBody.limited(receiptBytesMax)
        )
        guard faults.isEmpty, let receipt else { return nil }
        switch verify(receipt) {
        case .success(let payload): return payload
        case .failure(let fault):
            faults.add(.pointer("#/receipt"), advice(for: fault))
            return nil
        }
    }

    private static func advice(for fault: JWSFault) -> String {
        switch fault {
        case .tooLong: "this is longer than a receipt can be; send the receipt alone"
        case .notCompact:
            "this is no compact JWS: three parts of base64url joined by full stops belong here"
        case .malformedHeader: "the header of this token is not readable; it is no receipt of ours"
        case .unexpectedHeader(let member):
            "the header member '\(member)' is not that of a receipt; a context or a foreign token is no receipt"
        case .unknownKey:
            "no key of this service has the key id in the header; ask the service that signed it"
        case .badSignature:
            "the signature does not fit: the receipt was changed, or another service signed it"
        case .malformedPayload: "the payload is not that of a receipt"
        }
    }
}
