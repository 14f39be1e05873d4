import CountersignCore
import CountersignMessaging

/// A ``ProviderFixture`` whose settings name their kind, as they stand in the configuration.
enum ConfiguredProvider {
    static func result(
        _ json5: String,
        secrets: [String: String] = [:]
    ) throws -> Result<any Provider, ProviderSettingsFaults> {
        let members = try JSONReader.read(Array(json5.utf8), dialect: .json5)
        let kind = members["kind"]?.string.flatMap(ProviderKind.init(rawValue:)) ?? .webhook
        return try ProviderFixture(kind: kind, json5: json5, secrets: secrets).configured()
    }

    static func make(_ json5: String, secrets: [String: String] = [:]) throws -> any Provider {
        try result(json5, secrets: secrets).get()
    }

    /// What is wrong, as `pointer: detail`, in the order of the checks.
    static func faults(_ json5: String, secrets: [String: String] = [:]) throws -> [String] {
        switch try result(json5, secrets: secrets) {
        case .success: []
        case .failure(let faults): faults.faults.map { "\($0.pointer): \($0.detail)" }
        }
    }
}

/// Everything that printing and dumping a value shows.
func shown(_ value: Any) -> String {
    var text = ""
    dump(value, to: &text)
    return text + String(describing: value) + String(reflecting: value)
}
