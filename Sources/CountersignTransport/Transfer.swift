internal import CCurl
import CountersignMessaging
import Glibc

/// One easy handle with the request it carries at the moment; both are reused, never at once.
///
/// Owned and used by the loop's thread alone.
@safe final class Transfer {
    let easy: UnsafeMutableRawPointer
    /// Place in the loop's list of running transfers.
    var slot = 0
    /// When the request's time is over.
    private(set) var deadline = ContinuousClock.now
    private var arrival: Arrival?
    private var headers: UnsafeMutablePointer<curl_slist>?
    private var recipients: UnsafeMutablePointer<curl_slist>?
    /// Bytes of a mail that were given to the library.
    private var mailBytesGiven = 0
    private var isMailGiven = false
    private var answer: [UInt8] = []
    private var answerBytesMax = 0
    private var answerIsCut = false
    /// Whether the empty line after the header fields was seen.
    private var isAnswerHeadWhole = false
    private var addressWasRefused = false
    private var repetitionWasRefused = false

    init?() {
        guard let easy = unsafe curl_easy_init() else { return nil }
        unsafe self.easy = unsafe easy
    }

    deinit {
        unsafe curl_slist_free_all(headers)
        unsafe curl_slist_free_all(recipients)
        unsafe curl_easy_cleanup(easy)
    }

    /// Takes a request and sets the handle up for it.
    func begin(_ arrival: Arrival, base: CurlOptions) throws(OptionFault) {
        let request = arrival.request
        self.arrival = arrival
        deadline = .now + .milliseconds(request.timeoutMillisecondsMax)
        answerBytesMax = request.answerBytesMax
        let isPublicOnly = request.destination == .publicOnly
        // Live connections and the name cache survive a reset; every option of the last use is gone.
        unsafe curl_easy_reset(easy)
        let setter = unsafe OptionSetter(easy: easy)
        try base.apply(to: setter, isPublicOnly: isPublicOnly, isMail: request.mail != nil)
        try setter.setURL(request.url)
        try setter.set(CURLOPT_TIMEOUT_MS, request.timeoutMillisecondsMax)
        // The loop's list holds the transfer until `end`, and the handle is out of the multi by then.
        let context = unsafe Unmanaged.passUnretained(self).toOpaque()
        if let mail = request.mail {
            unsafe recipients = try setter.setMail(
                mail,
                byteCount: request.body.count,
                allowsPlain: base.allowsPlainMailToLoopback && Loopback.isHost(ofURL: request.url)
            )
            try unsafe setter.check(countersign_easy_set_read(easy, giveMail, context))
        } else {
            try setter.setBody(method: request.method, request.body)
            unsafe headers = try setter.setHeaders(of: request)
        }
        try unsafe setter.set(CURLOPT_PRIVATE, pointer: context)
        try unsafe setter.check(countersign_easy_set_write(easy, receive, context))
        try unsafe setter.check(countersign_easy_set_header(easy, receiveLine, context))
        try unsafe setter.check(countersign_easy_set_prerequest(easy, allowOnce, context))
        if isPublicOnly, base.proxy == nil {
            try unsafe setter.check(
                countersign_easy_set_open_socket(easy, openPublicSocket, context)
            )
        }
    }

    /// Gives the waiting caller its outcome and forgets the request.
    func end(_ outcome: Result<OutboundReply, OutboundFailure>) {
        unsafe curl_slist_free_all(headers)
        unsafe headers = nil
        unsafe curl_slist_free_all(recipients)
        unsafe recipients = nil
        mailBytesGiven = 0
        isMailGiven = false
        answer = []
        answerIsCut = false
        isAnswerHeadWhole = false
        addressWasRefused = false
        repetitionWasRefused = false
        let waiting = arrival?.continuation
        arrival = nil
        waiting?.resume(returning: outcome)
    }

    // MARK: - Outcome

    /// What a finished transfer came to.
    func outcome(_ code: CURLcode) -> Result<OutboundReply, OutboundFailure> {
        if isMail { return mailOutcome(code) }
        if code == CURLE_OK || (code == CURLE_WRITE_ERROR && answerIsCut) {
            // The library takes a status line and the connection's end for an answer.
            return isAnswerHeadWhole
                ? .success(reply) : .failure(failure(Reason.connection))
        }
        let reason = repetitionWasRefused ? Reason.connection : Reason.word(for: code)
        return .failure(failure(reason, connectFailed: code == CURLE_COULDNT_CONNECT))
    }

    /// What a mail came to: the server's last code, where it said no.
    ///
    /// The library ends a mail at the first refusal and tells which step it was; the code says why.
    private func mailOutcome(_ code: CURLcode) -> Result<OutboundReply, OutboundFailure> {
        let reply = reply
        switch code {
        case CURLE_OK: return .success(reply)
        case CURLE_SEND_ERROR, CURLE_WEIRD_SERVER_REPLY, CURLE_REMOTE_ACCESS_DENIED,
            CURLE_LOGIN_DENIED, CURLE_USE_SSL_FAILED:
            if reply.status >= 400 { return .success(reply) }
            let reason = code == CURLE_LOGIN_DENIED ? Reason.login : Reason.word(for: code)
            return .failure(failure(reason))
        default:
            let connectFailed = code == CURLE_COULDNT_CONNECT
            return .failure(failure(Reason.word(for: code), connectFailed: connectFailed))
        }
    }

    /// Whether anything of the request was written decides if it is safe to try again.
    ///
    /// The count also covers a reused connection that died under the request. Mail is taken only
    /// after its last line: until that was given, the server can't have it.
    func failure(_ reason: String, connectFailed: Bool = false) -> OutboundFailure {
        guard isMail ? !isMailGiven : bytesWritten == 0 else { return .unanswered(reason: reason) }
        return connectFailed && addressWasRefused ? .addressRefused : .notSent(reason: reason)
    }

    private var isMail: Bool { arrival?.request.mail != nil }

    private var reply: OutboundReply {
        var status = 0
        var retryAfter: curl_off_t = 0
        _ = unsafe countersign_easy_get_long(easy, CURLINFO_RESPONSE_CODE, &status)
        _ = unsafe countersign_easy_get_offset(easy, CURLINFO_RETRY_AFTER, &retryAfter)
        return OutboundReply(
            status: status,
            retryAfterSeconds: retryAfter > 0 ? Int(retryAfter) : nil,
            body: answerIsCut ? [] : answer
        )
    }

    // MARK: - Callbacks

    /// Keeps a piece of the answer; false ends the transfer because the answer is too long.
    fileprivate func keep(_ piece: UnsafeRawBufferPointer) -> Bool {
        guard answer.count + piece.count <= answerBytesMax else {
            answerIsCut = true
            return false
        }
        unsafe answer.append(contentsOf: piece)
        return true
    }

    /// Takes notice of a line of header fields, or keeps the last one of a mail server's replies.
    ///
    /// 221 answers the QUIT that the library says after a refusal, which is what counts.
    fileprivate func keepLine(_ line: UnsafeRawBufferPointer) {
        if !isMail {
            // Trailers come here too, so that a whole head stays whole.
            isAnswerHeadWhole = isAnswerHeadWhole || line.count <= 2
        } else if unsafe !line.starts(with: "221".utf8) {
            unsafe answer = Array(line.prefix(answerBytesMax))
        }
    }

    /// Writes the next piece of the mail; its size, 0 at the end.
    fileprivate func give(to space: UnsafeMutableRawBufferPointer) -> Int {
        guard let mail = arrival?.request.body else { return 0 }
        let piece = mail[mailBytesGiven...].prefix(space.count)
        unsafe space.copyBytes(from: piece)
        mailBytesGiven += piece.count
        isMailGiven = mailBytesGiven == mail.count
        return piece.count
    }

    fileprivate func refuseAddress() { addressWasRefused = true }

    /// Whether the request may go out now: the first time, or again when nothing of it was written.
    fileprivate func mayGoOut() -> Bool {
        repetitionWasRefused = bytesWritten > 0
        return !repetitionWasRefused
    }

    private var bytesWritten: Int {
        var bytes = 0
        _ = unsafe countersign_easy_get_long(easy, CURLINFO_REQUEST_SIZE, &bytes)
        return bytes
    }
}

private func receive(
    _ bytes: UnsafeMutablePointer<CChar>?,
    _ size: Int,
    _ count: Int,
    _ context: UnsafeMutableRawPointer?
) -> Int {
    guard let bytes = unsafe bytes, let context = unsafe context else { return 0 }
    let transfer = unsafe Unmanaged<Transfer>.fromOpaque(context).takeUnretainedValue()
    let piece = unsafe UnsafeRawBufferPointer(start: bytes, count: size * count)
    // A count other than the one given makes libcurl end the transfer with CURLE_WRITE_ERROR.
    return unsafe transfer.keep(piece) ? size * count : (size * count == 0 ? 1 : 0)
}

private func receiveLine(
    _ bytes: UnsafeMutablePointer<CChar>?,
    _ size: Int,
    _ count: Int,
    _ context: UnsafeMutableRawPointer?
) -> Int {
    guard let bytes = unsafe bytes, let context = unsafe context else { return size * count }
    let transfer = unsafe Unmanaged<Transfer>.fromOpaque(context).takeUnretainedValue()
    unsafe transfer.keepLine(UnsafeRawBufferPointer(start: bytes, count: size * count))
    return size * count
}

private func giveMail(
    _ bytes: UnsafeMutablePointer<CChar>?,
    _ size: Int,
    _ count: Int,
    _ context: UnsafeMutableRawPointer?
) -> Int {
    guard let bytes = unsafe bytes, let context = unsafe context else { return 0 }
    let transfer = unsafe Unmanaged<Transfer>.fromOpaque(context).takeUnretainedValue()
    return unsafe transfer.give(
        to: UnsafeMutableRawBufferPointer(start: bytes, count: size * count)
    )
}

/// Stops the library from writing a request a second time by itself.
///
/// It does so when a reused connection ends without an answer. The first one may have been processed,
/// and whether a message may go twice is for the route to decide.
private func allowOnce(
    _ context: UnsafeMutableRawPointer?,
    _ remoteAddress: UnsafeMutablePointer<CChar>?,
    _ localAddress: UnsafeMutablePointer<CChar>?,
    _ remotePort: Int32,
    _ localPort: Int32
) -> Int32 {
    guard let context = unsafe context else { return CURL_PREREQFUNC_ABORT }
    let transfer = unsafe Unmanaged<Transfer>.fromOpaque(context).takeUnretainedValue()
    return transfer.mayGoOut() ? CURL_PREREQFUNC_OK : CURL_PREREQFUNC_ABORT
}

/// Makes the socket only if the address that is really about to be connected to is public, so that a
/// name that answers differently the second time gains nothing.
private func openPublicSocket(
    _ context: UnsafeMutableRawPointer?,
    _ purpose: curlsocktype,
    _ address: UnsafeMutablePointer<curl_sockaddr>?
) -> curl_socket_t {
    guard let context = unsafe context, let address = unsafe address else { return -1 }
    // The library gives more than the sixteen bytes of `sockaddr`; IPv6 needs them.
    let offset = MemoryLayout<curl_sockaddr>.offset(of: \.addr) ?? 0
    let bytes = unsafe UnsafeRawBufferPointer(
        start: UnsafeRawPointer(address).advanced(by: offset),
        count: Int(address.pointee.addrlen)
    )
    let isSpecial =
        switch unsafe address.pointee.family {
        case AF_INET: unsafe bytes.count < 8 || SpecialAddress.containsIPv4(Array(bytes[4..<8]))
        case AF_INET6: unsafe bytes.count < 24 || SpecialAddress.containsIPv6(Array(bytes[8..<24]))
        default: true
        }
    guard !isSpecial else {
        unsafe Unmanaged<Transfer>.fromOpaque(context).takeUnretainedValue().refuseAddress()
        return -1
    }
    return unsafe socket(
        address.pointee.family,
        address.pointee.socktype | Int32(SOCK_CLOEXEC.rawValue),
        address.pointee.protocol
    )
}
