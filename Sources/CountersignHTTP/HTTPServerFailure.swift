/// Why the server did not start.
///
/// Checked top to bottom; the first that applies is thrown.
public enum HTTPServerFailure: Error, Equatable, Sendable, CustomStringConvertible {
    /// The host is no numeric IPv4 or IPv6 address. Write one, e.g. `127.0.0.1` or `::1`.
    case addressInvalid(host: String)
    /// Another process listens there. Stop it, or choose another port.
    case addressInUse(ListenAddress)
    /// The system does not let this user listen there. Choose a port from 1024 on.
    case addressForbidden(ListenAddress)
    /// The machine has no such address, or none of its family.
    case addressUnavailable(ListenAddress)
    /// A system call failed; `code` is its errno.
    case system(call: String, code: Int32)
    /// The library did not start; the reason is what it said, e.g. of a broken certificate.
    case refused(reason: String)

    /// What happened and what to do next.
    public var description: String {
        switch self {
        case .addressInvalid(let host):
            "'\(host)' is not a numeric address; write for example 127.0.0.1 or ::1"
        case .addressInUse(let address):
            "\(address) is in use; stop the other process or choose another port"
        case .addressForbidden(let address):
            "listening on \(address) is not permitted; choose a port from 1024 on"
        case .addressUnavailable(let address):
            "this machine has no address \(address)"
        case .system(let call, let code):
            "\(call) failed with error \(code)"
        case .refused(let reason):
            "the HTTP library did not start: \(reason)"
        }
    }
}
