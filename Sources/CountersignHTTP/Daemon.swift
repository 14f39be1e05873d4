internal import CMicrohttpd
internal import CountersignAPI
internal import Glibc
internal import Synchronization

/// The library's servers on one socket, running: one for each thread.
///
/// Their threads call the functions at the end of this file.
@safe struct Daemon: ~Copyable {
    private let servers: [LibraryServer]
    private var threads: [ServingThread] = []
    private let socket: ListenSocket
    private let messages: UnsafeMutablePointer<countersign_mhd_log>
    private var quiescedDescriptors: [Int32] = []
    private var isQuiesced = false

    /// TLS 1.2 and newer, with the library's usual choice of everything else.
    private static let priorities = "NORMAL:-VERS-TLS1.0:-VERS-TLS1.1"

    private init(
        servers: [LibraryServer],
        socket: consuming ListenSocket,
        messages: UnsafeMutablePointer<countersign_mhd_log>
    ) {
        self.servers = servers
        self.socket = socket
        unsafe self.messages = messages
    }

    /// Stops and frees.
    ///
    /// No connection may be suspended any more: the library aborts the process.
    deinit {
        for thread in threads { thread.end() }
        for server in servers { server.stop() }
        unsafe messages.deallocate()
        for descriptor in quiescedDescriptors { close(descriptor) }
    }

    /// Starts serving.
    ///
    /// `state` must outlive the daemon.
    static func start(
        on socket: consuming ListenSocket,
        for state: ServerState
    ) throws(HTTPServerFailure) -> Daemon {
        // Freed when the daemon is, or below when there is none.
        let messages = UnsafeMutablePointer<countersign_mhd_log>.allocate(capacity: 1)
        let context = unsafe Unmanaged.passUnretained(state).toOpaque()
        unsafe messages.initialize(to: countersign_mhd_log(write: log, context: context))
        let count = max(state.settings.threads, 1)
        var servers: [LibraryServer] = []
        for number in 0..<count {
            let most = state.settings.connectionsMax
            let share = most / count + (number < most % count ? 1 : 0)
            guard let handle = unsafe one(state, socket.descriptor, connectionsMax: share, messages)
            else {
                for server in servers { server.stop() }
                unsafe messages.deallocate()
                socket.refuseClients()
                throw .refused(reason: state.lastMessage.withLock { $0 })
            }
            unsafe servers.append(LibraryServer(handle: handle))
        }
        var daemon = unsafe Daemon(servers: servers, socket: socket, messages: messages)
        for server in servers { daemon.threads.append(try ServingThread.start(server, for: state)) }
        return daemon
    }

    /// One of the library's servers, which serves nobody before it is run; nil where it refuses.
    private static func one(
        _ state: ServerState,
        _ descriptor: Int32,
        connectionsMax: Int,
        _ messages: UnsafeMutablePointer<countersign_mhd_log>
    ) -> OpaquePointer? {
        let settings = state.settings
        var flags =
            MHD_USE_EPOLL.rawValue | MHD_ALLOW_SUSPEND_RESUME.rawValue | MHD_USE_ERROR_LOG.rawValue
        if settings.tls != nil { flags |= MHD_USE_TLS.rawValue }
        // A copy of the socket for the library, which closes it or not when a start fails.
        let copy = fcntl(descriptor, F_DUPFD_CLOEXEC, 0)
        guard copy >= 0 else { return nil }
        let context = unsafe Unmanaged.passUnretained(state).toOpaque()
        // The library reads the PEM texts while it starts, and only then.
        let certificate = (settings.tls?.certificatePEM ?? []) + [0]
        let key = (settings.tls?.keyPEM ?? []) + [0]
        return unsafe certificate.withUnsafeBytes { certificate in
            unsafe key.withUnsafeBytes { key in
                unsafe priorities.withCString { priorities in
                    var options = unsafe plainOptions(state, connectionsMax, listeningOn: copy)
                    if settings.tls != nil {
                        unsafe options.append(text(.HTTPS_MEM_CERT, certificate.baseAddress))
                        unsafe options.append(text(.HTTPS_MEM_KEY, key.baseAddress))
                        unsafe options.append(text(.HTTPS_PRIORITIES, priorities))
                    }
                    unsafe options.append(number(.END, 0))
                    return unsafe countersign_mhd_start(flags, access, context, messages, &options)
                }
            }
        }
    }

    /// Takes no more connections; those that are there go on.
    mutating func quiesce() {
        guard !isQuiesced else { return }
        isQuiesced = true
        for server in servers {
            quiescedDescriptors.append(unsafe MHD_quiesce_daemon(server.handle))
        }
        socket.refuseClients()
    }

    private static func plainOptions(
        _ state: ServerState,
        _ connectionsMax: Int,
        listeningOn descriptor: Int32
    ) -> [MHD_OptionItem] {
        let settings = state.settings
        let context = unsafe Unmanaged.passUnretained(state).toOpaque()
        return unsafe [
            callback(
                .NOTIFY_CONNECTION,
                unsafeBitCast(connectionChanged as ConnectionNotice, to: Int.self),
                context
            ),
            callback(
                .URI_LOG_CALLBACK,
                unsafeBitCast(requestLine as RequestLineNotice, to: Int.self),
                context
            ),
            callback(
                .NOTIFY_COMPLETED,
                unsafeBitCast(completed as CompletionNotice, to: Int.self),
                context
            ),
            callback(
                .UNESCAPE_CALLBACK,
                unsafeBitCast(keepEscapes as Unescaper, to: Int.self),
                nil
            ),
            number(.LISTEN_SOCKET, Int(descriptor)),
            number(.CONNECTION_LIMIT, connectionsMax),
            number(.CONNECTION_TIMEOUT, settings.idleSecondsMax),
            number(.CONNECTION_MEMORY_LIMIT, settings.headerBytesMax),
            number(.STRICT_FOR_CLIENT, 1),
            // Our threads keep the signal out.
            number(.SIGPIPE_HANDLED_BY_APP, 1),
        ]
    }

    private static func number(_ option: MHD_OPTION, _ value: Int) -> MHD_OptionItem {
        unsafe MHD_OptionItem(option: option, value: value, ptr_value: nil)
    }

    private static func text(_ option: MHD_OPTION, _ value: UnsafeRawPointer?) -> MHD_OptionItem {
        unsafe MHD_OptionItem(
            option: option,
            value: 0,
            ptr_value: UnsafeMutableRawPointer(mutating: value)
        )
    }

    private static func callback(
        _ option: MHD_OPTION,
        _ function: Int,
        _ context: UnsafeMutableRawPointer?
    ) -> MHD_OptionItem {
        unsafe MHD_OptionItem(option: option, value: function, ptr_value: context)
    }
}

// MARK: - What the library calls, on its own threads

private typealias ConnectionNotice =
    @convention(c) (
        UnsafeMutableRawPointer?, OpaquePointer?, UnsafeMutablePointer<UnsafeMutableRawPointer?>?,
        MHD_ConnectionNotificationCode
    ) -> Void
private typealias RequestLineNotice =
    @convention(c) (UnsafeMutableRawPointer?, UnsafePointer<CChar>?, OpaquePointer?)
    -> UnsafeMutableRawPointer?
private typealias CompletionNotice =
    @convention(c) (
        UnsafeMutableRawPointer?, OpaquePointer?, UnsafeMutablePointer<UnsafeMutableRawPointer?>?,
        MHD_RequestTerminationCode
    ) -> Void
private typealias Unescaper =
    @convention(c) (UnsafeMutableRawPointer?, OpaquePointer?, UnsafeMutablePointer<CChar>?) -> Int

/// The state behind a callback's context; retained by the keeper for as long as the daemon runs.
private func state(_ context: UnsafeMutableRawPointer) -> ServerState {
    unsafe Unmanaged<ServerState>.fromOpaque(context).takeUnretainedValue()
}

private func log(_ context: UnsafeMutableRawPointer?, _ message: UnsafePointer<CChar>?) {
    guard let context = unsafe context, let message = unsafe message else { return }
    let state = unsafe state(context)
    let line = unsafe String(cString: message).split(separator: "\n").first.map(String.init) ?? ""
    state.lastMessage.withLock { $0 = line }
    state.settings.log?(line)
}

private func connectionChanged(
    _ context: UnsafeMutableRawPointer?,
    _ handle: OpaquePointer?,
    _ slot: UnsafeMutablePointer<UnsafeMutableRawPointer?>?,
    _ code: MHD_ConnectionNotificationCode
) {
    guard let context = unsafe context, let slot = unsafe slot else { return }
    let state = unsafe state(context)
    if code == .CONNECTION_NOTIFY_STARTED {
        let descriptor = unsafe countersign_mhd_connection_info(
            handle,
            .CONNECTION_INFO_CONNECTION_FD
        )
        let address = unsafe countersign_mhd_connection_info(
            handle,
            .CONNECTION_INFO_CLIENT_ADDRESS
        )
        guard let descriptor = unsafe descriptor, let address = unsafe address else { return }
        let connection = unsafe Connection(
            descriptor: descriptor.pointee.connect_fd,
            remoteAddress: PeerAddress.text(address.pointee.client_addr),
            bell: state.bells.withLock { $0[pthread_self()] },
            deadline: Monotonic.milliseconds() + Int64(state.settings.requestMillisecondsMax)
        )
        state.tables.withLock { tables in
            tables.enter(connection, perAddressMax: state.settings.connectionsPerAddressMax)
        }
        // Released a few lines below, at the notice of the end.
        unsafe slot.pointee = Unmanaged.passRetained(connection).toOpaque()
    } else if let held = unsafe slot.pointee {
        let connection = unsafe Unmanaged<Connection>.fromOpaque(held).takeRetainedValue()
        unsafe slot.pointee = nil
        state.tables.withLock { $0.leave(connection) }
        if connection.hasUnreadBody.load(ordering: .relaxed) { connection.discardUnreadBody() }
    }
}

private func requestLine(
    _ context: UnsafeMutableRawPointer?,
    _ target: UnsafePointer<CChar>?,
    _ handle: OpaquePointer?
) -> UnsafeMutableRawPointer? {
    guard let context = unsafe context, let target = unsafe target, let handle = unsafe handle,
        let info = unsafe countersign_mhd_connection_info(
            handle,
            .CONNECTION_INFO_SOCKET_CONTEXT
        ),
        let held = unsafe info.pointee.socket_context
    else { return nil }
    let state = unsafe state(context)
    let connection = unsafe Unmanaged<Connection>.fromOpaque(held).takeUnretainedValue()
    if connection.isUsed.exchange(true, ordering: .relaxed) {
        connection.deadline.store(
            Monotonic.milliseconds() + Int64(state.settings.requestMillisecondsMax),
            ordering: .relaxed
        )
    }
    let bytes = unsafe UnsafeRawBufferPointer(start: target, count: strlen(target))
    let exchange = unsafe bytes.withMemoryRebound(to: UInt8.self) { bytes in
        unsafe Exchange(
            state: state,
            connection: connection,
            handle: handle,
            target: RequestTarget(bytes)
        )
    }
    // Released in `completed`, which the library calls for every request whose line it announced.
    return unsafe Unmanaged.passRetained(exchange).toOpaque()
}

private func access(
    _ context: UnsafeMutableRawPointer?,
    _ handle: OpaquePointer?,
    _ url: UnsafePointer<CChar>?,
    _ method: UnsafePointer<CChar>?,
    _ version: UnsafePointer<CChar>?,
    _ piece: UnsafePointer<CChar>?,
    _ pieceSize: UnsafeMutablePointer<Int>?,
    _ slot: UnsafeMutablePointer<UnsafeMutableRawPointer?>?
) -> MHD_Result {
    guard let handle = unsafe handle, let method = unsafe method,
        let version = unsafe version, let pieceSize = unsafe pieceSize,
        let held = unsafe slot?.pointee
    else { return .NO }
    let exchange = unsafe Unmanaged<Exchange>.fromOpaque(held).takeUnretainedValue()
    if case .begun = exchange.phase {
        let reading = unsafe HeadReading(
            exchange.state.headerNames,
            isVersion10: strcmp(version, "HTTP/1.0") == 0
        )
        withExtendedLifetime(reading) {
            let context = unsafe Unmanaged.passUnretained(reading).toOpaque()
            unsafe MHD_get_connection_values_n(handle, .HEADER_KIND, header, context)
        }
        return unsafe exchange.begin(
            method: String(cString: method),
            head: reading.head,
            on: handle
        )
    }
    if unsafe pieceSize.pointee > 0 {
        let bytes = unsafe UnsafeRawBufferPointer(start: piece, count: pieceSize.pointee)
        unsafe pieceSize.pointee = 0
        return unsafe exchange.take(bytes)
    }
    return unsafe exchange.proceed(on: handle)
}

/// Carries the head through the library's walk over the fields.
private final class HeadReading {
    let names: HeaderNames
    var head: RequestHead

    init(_ names: HeaderNames, isVersion10: Bool) {
        self.names = names
        head = RequestHead(isVersion10: isVersion10, fieldsExpected: 6)
    }
}

private func header(
    _ context: UnsafeMutableRawPointer?,
    _ kind: MHD_ValueKind,
    _ name: UnsafePointer<CChar>?,
    _ nameSize: Int,
    _ value: UnsafePointer<CChar>?,
    _ valueSize: Int
) -> MHD_Result {
    guard let context = unsafe context else { return .NO }
    let reading = unsafe Unmanaged<HeadReading>.fromOpaque(context).takeUnretainedValue()
    unsafe UnsafeRawBufferPointer(start: name, count: nameSize)
        .withMemoryRebound(to: UInt8.self) { name in
            unsafe UnsafeRawBufferPointer(start: value, count: valueSize)
                .withMemoryRebound(to: UInt8.self) { value in
                    unsafe reading.head.add(name: name, value: value, reading: reading.names)
                }
        }
    return .YES
}

private func completed(
    _ context: UnsafeMutableRawPointer?,
    _ handle: OpaquePointer?,
    _ slot: UnsafeMutablePointer<UnsafeMutableRawPointer?>?,
    _ code: MHD_RequestTerminationCode
) {
    guard let held = unsafe slot?.pointee else { return }
    unsafe slot?.pointee = nil
    unsafe Unmanaged<Exchange>.fromOpaque(held).takeRetainedValue().end()
}

/// Leaves escapes as they are: decoding is the router's, who knows where a `%2F` may stand.
private func keepEscapes(
    _ context: UnsafeMutableRawPointer?,
    _ handle: OpaquePointer?,
    _ text: UnsafeMutablePointer<CChar>?
) -> Int {
    guard let text = unsafe text else { return 0 }
    return unsafe strlen(text)
}
