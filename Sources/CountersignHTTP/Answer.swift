internal import CMicrohttpd
internal import CountersignAPI

/// An answer in the library's form.
@safe struct Answer: ~Copyable {
    private let handle: OpaquePointer

    /// Copies the body, once; the library frees it.
    private init?(body: [UInt8]) {
        let made = unsafe body.withUnsafeBytes { bytes in
            // The library never writes into a buffer that it must copy; only the const is missing.
            unsafe MHD_create_response_from_buffer(
                bytes.count,
                UnsafeMutableRawPointer(mutating: bytes.baseAddress),
                .RESPMEM_MUST_COPY
            )
        }
        guard let made = unsafe made else { return nil }
        unsafe handle = made
    }

    /// A body that is sent a little at a time; nil when the server is about to stop.
    private init?(_ drip: Drip, bytes: Int) {
        guard drip.begin() else { return nil }
        // Released in `dripFreed`, which the library calls when it is done with the body.
        let context = unsafe Unmanaged.passRetained(drip)
        guard
            let made = unsafe MHD_create_response_from_callback(
                UInt64(bytes),
                Answer.dripBlockBytes,
                dripPiece,
                context.toOpaque(),
                dripFreed
            )
        else {
            unsafe context.takeRetainedValue().forget()
            return nil
        }
        unsafe handle = made
    }

    /// Most bytes that the library asks for at once.
    private static let dripBlockBytes = 4_096

    private init?(
        _ response: HTTPResponse,
        on connection: OpaquePointer,
        _ bell: Bell?,
        of server: ServerState
    ) {
        guard response.dripMilliseconds > 0, !response.body.isEmpty else {
            self.init(body: response.body)
            return
        }
        let drip = unsafe Drip(
            response.body,
            milliseconds: response.dripMilliseconds,
            on: connection,
            bell,
            of: server
        )
        self.init(drip, bytes: response.body.count)
    }

    // The library counts references: a queued answer lives until it is sent.
    deinit { unsafe MHD_destroy_response(handle) }

    /// Queues a response; false when the library finds a field or the status impossible.
    static func queue(
        _ response: HTTPResponse,
        closing: Bool,
        on connection: OpaquePointer,
        _ bell: Bell?,
        of server: ServerState
    ) -> Bool {
        guard (200...599).contains(response.status),
            let answer = unsafe Answer(response, on: connection, bell, of: server)
        else { return false }
        for (name, value) in response.headers where !isDoors(name) {
            guard unsafe MHD_add_response_header(answer.handle, name, value) == .YES
            else { return false }
        }
        if closing {
            unsafe MHD_add_response_header(answer.handle, "Connection", "close")
        }
        return unsafe MHD_queue_response(connection, UInt32(response.status), answer.handle)
            == .YES
    }

    /// Whether a field frames or dates the message, which the library does.
    private static func isDoors(_ name: String) -> Bool {
        switch name.utf8.count {
        case 4, 10, 14, 17:
            ["date", "connection", "content-length", "transfer-encoding"]
                .contains(name.lowercased())
        default: false
        }
    }
}
