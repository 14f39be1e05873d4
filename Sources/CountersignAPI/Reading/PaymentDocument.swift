public import CountersignCheckout
import CountersignCore

/// A payment in a file, in the form of the body of `POST /v1/confirmations`.
public enum PaymentDocument {
    /// Everything that is wrong with such a file, one sentence each with its place.
    public struct Faults: Error, Equatable, Sendable {
        /// At least one.
        public let sentences: [String]
    }

    /// Reads a payment as the API would.
    public static func read(
        _ text: [UInt8],
        nfc: (String) -> String
    ) -> Result<ConfirmationRequest, Faults> {
        let json: JSONValue
        do {
            json = try JSONReader.read(text)
        } catch {
            return .failure(Faults(sentences: ["this is no JSON: \(error.reason)"]))
        }
        var faults = CountersignAPI.Faults()
        guard let request = CreateBody.read(json, &faults, nfc: nfc) else {
            return .failure(Faults(sentences: faults.sentences))
        }
        return .success(request)
    }
}

extension Faults {
    /// Each fault as one sentence.
    fileprivate var sentences: [String] {
        listed.map { fault in
            switch fault.place {
            case .pointer(let pointer): "\(pointer): \(fault.detail)"
            case .parameter(let name): "\(name): \(fault.detail)"
            }
        }
    }
}
