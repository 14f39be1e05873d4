/// An address and a port to listen on.
public struct ListenAddress: Hashable, Sendable, CustomStringConvertible {
    /// The numeric address, IPv4 or IPv6, without brackets.
    ///
    /// `::` takes IPv4 clients too.
    public let host: String
    /// The port; 0 asks the system for a free one.
    public let port: UInt16

    /// An address and a port.
    public init(host: String, port: UInt16) {
        self.host = host
        self.port = port
    }

    /// The address as it stands in a URL: `127.0.0.1:8080` or `[::1]:8080`.
    public var description: String {
        host.utf8.contains(UInt8(ascii: ":")) ? "[\(host)]:\(port)" : "\(host):\(port)"
    }
}
