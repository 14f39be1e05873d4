public import CountersignCheckout
public import CountersignCore

/// A payment in a file, in the form of the body of `POST /v1/confirmations`.
public enum PaymentDocument {
    /// One thing that is wrong with such a file.
    public struct Fault: Equatable, Sendable {
        /// Where, as a JSON Pointer in URI fragment form; empty for what is no JSON.
        public let pointer: String
        /// What is wrong and what to write instead.
        public let detail: String
    }

    /// Everything that is wrong with such a file.
    public struct Faults: Error, Equatable, Sendable {
        /// At least one.
        public let listed: [Fault]

        /// One sentence each with its place.
        public var sentences: [String] {
            listed.map { $0.pointer.isEmpty ? $0.detail : "\($0.pointer): \($0.detail)" }
        }
    }

    /// Reads a payment as the API would.
    public static func read(
        _ text: [UInt8],
        nfc: (String) -> String
    ) -> Result<ConfirmationRequest, Faults> {
        do {
            return read(try JSONReader.read(text), nfc: nfc)
        } catch {
            let fault = Fault(pointer: "", detail: "this is no JSON: \(error.reason)")
            return .failure(Faults(listed: [fault]))
        }
    }

    /// Takes a payment from a document that holds more than it.
    public static func read(
        _ json: JSONValue,
        nfc: (String) -> String
    ) -> Result<ConfirmationRequest, Faults> {
        var faults = CountersignAPI.Faults()
        guard let request = CreateBody.read(json, &faults, nfc: nfc) else {
            return .failure(Faults(listed: faults.listed.map(Fault.init)))
        }
        return .success(request)
    }
}

extension PaymentDocument.Fault {
    fileprivate init(_ fault: (place: FaultPlace, detail: String)) {
        switch fault.place {
        case .pointer(let pointer): self.init(pointer: pointer, detail: fault.detail)
        case .parameter(let name): self.init(pointer: name, detail: fault.detail)
        }
    }
}
