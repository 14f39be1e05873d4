internal import CMicrohttpd
internal import Synchronization

/// A body that is sent a little at a time.
///
/// Between two pieces the connection is suspended: the library would ask without pause.
// The bytes never change and the rest is locked.
@safe final class Drip: @unchecked Sendable {
    /// Shortest time between two pieces, in milliseconds.
    static let pauseMilliseconds = 20

    private struct State {
        var isSuspended = false
        /// Whether the server is about to stop, so that nothing more comes.
        var isEnded = false
        /// When the next piece may go, in milliseconds of ``Monotonic``.
        var dueAt: Int64 = 0
    }

    private let body: [UInt8]
    private let pieceBytes: Int
    private let pauseMilliseconds: Int
    private let connection: OpaquePointer
    private let bell: Bell?
    private let server: ServerState
    private let state = Mutex(State())

    init(
        _ body: [UInt8],
        milliseconds: Int,
        on connection: OpaquePointer,
        _ bell: Bell?,
        of server: ServerState
    ) {
        self.body = body
        self.bell = bell
        // As many pieces as there are pauses in the time, and no more than there are bytes.
        let pieces = min(max(milliseconds / Drip.pauseMilliseconds, 1), max(body.count, 1))
        pieceBytes = (body.count + pieces - 1) / pieces
        pauseMilliseconds = max(milliseconds / pieces, 1)
        unsafe self.connection = unsafe connection
        self.server = server
    }

    /// Enters the table of those that are suspended now and then; false when it is too late.
    func begin() -> Bool {
        server.tables.withLock { tables in
            guard !tables.isClosed else { return false }
            tables.drips[ObjectIdentifier(self)] = self
            return true
        }
    }

    /// The library lets go of the body.
    func forget() {
        _ = server.tables.withLock { $0.drips.removeValue(forKey: ObjectIdentifier(self)) }
    }

    /// Sends nothing more.
    func end() { resume { $0.isEnded = true } }

    /// Writes the next piece once its time has come, else suspends the connection until then.
    ///
    /// Only on the library's thread. Negative where the body breaks off, 0 to be asked again.
    func give(from position: Int, to space: UnsafeMutableRawBufferPointer) -> Int {
        let now = Monotonic.milliseconds()
        let isDue = state.withLock { state -> Bool? in
            guard !state.isEnded else { return nil }
            guard now < state.dueAt else {
                state.dueAt = now + Int64(pauseMilliseconds)
                return true
            }
            unsafe MHD_suspend_connection(connection)
            state.isSuspended = true
            return false
        }
        guard let isDue else { return Drip.brokenOff }
        guard isDue else {
            Task {
                try? await Task.sleep(for: .milliseconds(self.pauseMilliseconds))
                self.resume { _ in }
            }
            return 0
        }
        let piece = body[min(position, body.count)...].prefix(min(pieceBytes, space.count))
        unsafe space.copyBytes(from: piece)
        return piece.count
    }

    /// `MHD_CONTENT_READER_END_WITH_ERROR`, a macro with a cast.
    private static let brokenOff = -2

    private func resume(_ change: (inout State) -> Void) {
        state.withLock { state in
            change(&state)
            guard state.isSuspended else { return }
            state.isSuspended = false
            unsafe MHD_resume_connection(connection)
            bell?.ring()
        }
    }
}

/// Asks for the next piece.
func dripPiece(
    _ context: UnsafeMutableRawPointer?,
    _ position: UInt64,
    _ space: UnsafeMutablePointer<CChar>?,
    _ size: Int
) -> Int {
    guard let context = unsafe context, let space = unsafe space else { return 0 }
    let drip = unsafe Unmanaged<Drip>.fromOpaque(context).takeUnretainedValue()
    return unsafe drip.give(
        from: Int(position),
        to: UnsafeMutableRawBufferPointer(start: space, count: size)
    )
}

/// Lets go of a body.
func dripFreed(_ context: UnsafeMutableRawPointer?) {
    guard let context = unsafe context else { return }
    unsafe Unmanaged<Drip>.fromOpaque(context).takeRetainedValue().forget()
}
