internal import CCurl
import CountersignMessaging
import Glibc

/// The transport's one thread: it owns the multi handle and every transfer.
@safe final class CurlLoop {
    /// Longest sleep in milliseconds; the library wakes earlier for its own timers.
    private static let sleepMillisecondsMax = 60_000
    /// Time between looks for overdue transfers while some may be waiting for a connection.
    private static let sweepMilliseconds = 50
    /// Handles kept for reuse; each may hold some 40 KB of the library's buffers after a burst.
    private static let sparesMax = 256

    private let multi: UnsafeMutableRawPointer
    private let options: CurlOptions
    fileprivate let mailbox: Mailbox
    private var running: [Transfer] = []
    private var spares: [Transfer] = []
    private var finishedCount = 0
    private var nextSweep = ContinuousClock.now
    private let connectionsMax: Int

    /// Sets libcurl up and starts the thread.
    static func start(_ settings: CurlCarrier.Settings, mailbox: Mailbox) throws(CurlFault) {
        let loop = try CurlLoop(settings, mailbox: mailbox)
        mailbox.open(unsafe Bell(multi: loop.multi))
        // Released by `runLoop`, or below when there is no thread.
        let retained = unsafe Unmanaged.passRetained(loop)
        var thread = pthread_t()
        let code = unsafe pthread_create(&thread, nil, runLoop, retained.toOpaque())
        guard code == 0 else {
            _ = mailbox.close()
            unsafe retained.release()
            throw CurlFault("pthread_create", code: Int(code))
        }
        pthread_detach(thread)
    }

    private init(_ settings: CurlCarrier.Settings, mailbox: Mailbox) throws(CurlFault) {
        guard libcurlStart == CURLE_OK else {
            throw CurlFault("curl_global_init", code: Int(libcurlStart.rawValue))
        }
        guard let share = unsafe curl_share_init() else {
            throw CurlFault("curl_share_init", code: 0)
        }
        guard let multi = unsafe curl_multi_init() else {
            unsafe curl_share_cleanup(share)
            throw CurlFault("curl_multi_init", code: 0)
        }
        unsafe self.multi = unsafe multi
        self.mailbox = mailbox
        self.connectionsMax = settings.connectionsMax
        self.options = unsafe CurlOptions(
            connectTimeoutMillisecondsMax: settings.connectTimeoutMillisecondsMax,
            authorityFile: settings.authorityFile,
            proxy: settings.proxy,
            userAgent: settings.userAgent,
            allowsPlainMailToLoopback: settings.allowsPlainMailToLoopback,
            publicShare: share
        )
        _ = unsafe countersign_share_set_long(
            share,
            CURLSHOPT_SHARE,
            Int(CURL_LOCK_DATA_CONNECT.rawValue)
        )
        try set(CURLMOPT_MAXCONNECTS, settings.idleConnectionsMax)
        try set(CURLMOPT_MAX_TOTAL_CONNECTIONS, settings.connectionsMax)
        try set(CURLMOPT_PIPELINING, Int(CURLPIPE_MULTIPLEX))
    }

    deinit {
        // Easy handles first, then the multi, then the share they used: the order libcurl demands.
        spares.removeAll()
        running.removeAll()
        unsafe curl_multi_cleanup(multi)
        unsafe curl_share_cleanup(options.publicShare)
    }

    private func set(_ option: CURLMoption, _ value: Int) throws(CurlFault) {
        let code = unsafe countersign_multi_set_long(multi, option, value)
        guard code == CURLM_OK else {
            throw CurlFault("curl_multi_setopt", code: Int(code.rawValue))
        }
    }

    // MARK: - The loop

    fileprivate func run() {
        var arrivals: [Arrival] = []
        while true {
            let deadline = mailbox.exchange(&arrivals)
            for arrival in arrivals { start(arrival) }
            var runningCount: Int32 = 0
            _ = unsafe curl_multi_perform(multi, &runningCount)
            finishDone()
            finishOverdue()
            // The order to stop comes out of the mailbox together with the last arrivals.
            if let deadline, running.isEmpty || ContinuousClock.now >= deadline { break }
            let mayFallAsleep = mailbox.mayFallAsleep(
                finished: finishedCount,
                knowingDeadline: deadline
            )
            finishedCount = 0
            guard mayFallAsleep else { continue }
            _ = unsafe curl_multi_poll(multi, nil, 0, sleepMilliseconds(until: deadline), nil)
            mailbox.awake()
        }
        for arrival in mailbox.close() {
            arrival.continuation.resume(returning: .failure(.notSent(reason: Reason.stopped)))
        }
        for transfer in running {
            unsafe curl_multi_remove_handle(multi, transfer.easy)
            transfer.end(.failure(transfer.failure(Reason.stopped)))
        }
    }

    private func sleepMilliseconds(until deadline: ContinuousClock.Instant?) -> Int32 {
        let longest = mayBeWaiting ? CurlLoop.sweepMilliseconds : CurlLoop.sleepMillisecondsMax
        guard let deadline else { return Int32(longest) }
        let left = (deadline - ContinuousClock.now) / Duration.milliseconds(1)
        return Int32(min(max(1, left.rounded(.up)), Double(longest)))
    }

    private func start(_ arrival: Arrival) {
        guard let transfer = spares.popLast() ?? Transfer() else {
            finishedCount += 1
            return arrival.continuation.resume(
                returning: .failure(.notSent(reason: Reason.transport))
            )
        }
        do throws(OptionFault) {
            try transfer.begin(arrival, base: options)
        } catch {
            return finish(transfer, .failure(.notSent(reason: error.reason)))
        }
        guard unsafe curl_multi_add_handle(multi, transfer.easy) == CURLM_OK else {
            return finish(transfer, .failure(.notSent(reason: Reason.transport)))
        }
        transfer.slot = running.count
        running.append(transfer)
    }

    private func finishDone() {
        var left: Int32 = 0
        while let message = unsafe curl_multi_info_read(multi, &left) {
            guard unsafe message.pointee.msg == CURLMSG_DONE,
                let easy = unsafe message.pointee.easy_handle
            else { continue }
            let code = unsafe message.pointee.data.result
            var context: UnsafeMutableRawPointer?
            _ = unsafe countersign_easy_get_pointer(easy, CURLINFO_PRIVATE, &context)
            guard let context = unsafe context else {
                preconditionFailure("Every handle in the multi was given its transfer.")
            }
            let transfer = unsafe Unmanaged<Transfer>.fromOpaque(context).takeUnretainedValue()
            // The message is the library's and dies with this call, so it was read before.
            unsafe curl_multi_remove_handle(multi, easy)
            remove(transfer)
            finish(transfer, transfer.outcome(code))
        }
    }

    /// Whether transfers may be waiting for a connection.
    private var mayBeWaiting: Bool { running.count > connectionsMax }

    /// Ends transfers whose time ran out while they waited for a connection: the library's own clock
    /// stands still for those.
    private func finishOverdue() {
        guard mayBeWaiting else { return }
        let now = ContinuousClock.now
        guard now >= nextSweep else { return }
        nextSweep = now + .milliseconds(CurlLoop.sweepMilliseconds)
        for transfer in running.filter({ $0.deadline <= now }) {
            unsafe curl_multi_remove_handle(multi, transfer.easy)
            remove(transfer)
            finish(transfer, .failure(transfer.failure(Reason.timeout)))
        }
    }

    private func remove(_ transfer: Transfer) {
        let last = running.removeLast()
        guard last !== transfer else { return }
        running[transfer.slot] = last
        last.slot = transfer.slot
    }

    private func finish(_ transfer: Transfer, _ outcome: Result<OutboundReply, OutboundFailure>) {
        finishedCount += 1
        transfer.end(outcome)
        if spares.count < CurlLoop.sparesMax { spares.append(transfer) }
    }
}

/// Once for the process; later carriers share it.
private let libcurlStart: CURLcode = curl_global_init(Int(CURL_GLOBAL_DEFAULT))

private func runLoop(_ context: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
    guard let context = unsafe context else { return nil }
    // Every signal stays out: OpenSSL writes without MSG_NOSIGNAL, so a peer that is gone would raise
    // SIGPIPE here and end the process; SIGTERM belongs to the porch.
    var all = sigset_t()
    unsafe sigfillset(&all)
    unsafe pthread_sigmask(SIG_BLOCK, &all, nil)
    let mailbox = runToEnd(unsafe Unmanaged<CurlLoop>.fromOpaque(context).takeRetainedValue())
    mailbox.reportClosed()
    return nil
}

/// Runs the loop and lets go of it, connections included, before anybody hears that it stopped.
private func runToEnd(_ loop: consuming CurlLoop) -> Mailbox {
    loop.run()
    return loop.mailbox
}
