import Glibc

/// Listening sockets on loopback with a port of the system's choice.
enum Sockets {
    struct Failed: Error {
        let code: Int32
    }

    static func listenIPv4() throws -> (descriptor: Int32, port: Int) {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        let descriptor = try make(AF_INET)
        try bind(descriptor, &address)
        try name(of: descriptor, &address)
        return (descriptor, Int(UInt16(bigEndian: address.sin_port)))
    }

    static func listenIPv6() throws -> (descriptor: Int32, port: Int) {
        var address = sockaddr_in6()
        address.sin6_family = sa_family_t(AF_INET6)
        address.sin6_addr = in6addr_loopback
        let descriptor = try make(AF_INET6)
        try bind(descriptor, &address)
        try name(of: descriptor, &address)
        return (descriptor, Int(UInt16(bigEndian: address.sin6_port)))
    }

    /// A port that was free a moment ago and has no listener.
    static func closedPort() throws -> Int {
        let (descriptor, port) = try listenIPv4()
        close(descriptor)
        return port
    }

    /// A connection to a port of this machine.
    static func connect(toPort port: Int) throws -> Int32 {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = UInt16(port).bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        let descriptor = try make(AF_INET)
        let size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let code = unsafe withUnsafePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                unsafe Glibc.connect(descriptor, $0, size)
            }
        }
        guard code == 0 else {
            close(descriptor)
            throw Failed(code: errno)
        }
        return descriptor
    }

    private static func make(_ family: Int32) throws -> Int32 {
        let descriptor = socket(family, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { throw Failed(code: errno) }
        return descriptor
    }

    private static func bind<Address>(_ descriptor: Int32, _ address: inout Address) throws {
        let size = socklen_t(MemoryLayout<Address>.size)
        let code = unsafe withUnsafePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                unsafe Glibc.bind(descriptor, $0, size)
            }
        }
        guard code == 0, listen(descriptor, 4_096) == 0 else { throw Failed(code: errno) }
    }

    private static func name<Address>(of descriptor: Int32, _ address: inout Address) throws {
        var size = socklen_t(MemoryLayout<Address>.size)
        let code = unsafe withUnsafeMutablePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                unsafe getsockname(descriptor, $0, &size)
            }
        }
        guard code == 0 else { throw Failed(code: errno) }
    }
}
