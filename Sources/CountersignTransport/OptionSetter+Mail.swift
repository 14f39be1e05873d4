internal import CCurl
import CountersignMessaging

extension OptionSetter {
    /// Sets a mail's envelope; the list that comes back is to be freed after the transfer.
    ///
    /// - Parameter allowsPlain: never for a server on another machine.
    func setMail(
        _ mail: MailEnvelope,
        byteCount: Int,
        allowsPlain: Bool
    ) throws(OptionFault) -> UnsafeMutablePointer<curl_slist>? {
        guard isAddress(mail.sender), isAddress(mail.recipient) else {
            throw OptionFault(reason: Reason.address)
        }
        let ssl = allowsPlain ? CURLUSESSL_NONE : CURLUSESSL_ALL
        try set(CURLOPT_USE_SSL, Int(ssl.rawValue))
        try set(CURLOPT_UPLOAD, 1)
        try check(
            unsafe countersign_easy_set_offset(
                easy,
                CURLOPT_INFILESIZE_LARGE,
                curl_off_t(byteCount)
            )
        )
        try set(CURLOPT_MAIL_FROM, "<\(mail.sender)>")
        if let user = mail.user, let password = mail.password {
            guard isText(user), isText(password) else { throw OptionFault(reason: Reason.login) }
            try set(CURLOPT_USERNAME, user)
            try set(CURLOPT_PASSWORD, password)
            // Under TLS the plain mechanisms are the ones that work everywhere; left to itself the
            // library starts with challenge mechanisms that servers offer and can't complete.
            try set(CURLOPT_LOGIN_OPTIONS, "AUTH=PLAIN;AUTH=LOGIN")
        }
        guard let list = unsafe curl_slist_append(nil, "<\(mail.recipient)>") else {
            throw OptionFault(reason: Reason.transport)
        }
        guard unsafe countersign_easy_set_list(easy, CURLOPT_MAIL_RCPT, list) == CURLE_OK else {
            unsafe curl_slist_free_all(list)
            throw OptionFault(reason: Reason.transport)
        }
        return unsafe list
    }

    /// Whether an address can't end its command or slip another parameter into it.
    private func isAddress(_ text: String) -> Bool {
        !text.isEmpty
            && text.utf8.allSatisfy { (0x21...0x7E).contains($0) && !"<>".utf8.contains($0) }
    }

    private func isText(_ text: String) -> Bool { !text.utf8.contains(0) }
}
