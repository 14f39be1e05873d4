internal import CCurl

/// The least that libcurl needs to post the same bytes many times over one multi handle: the floor
/// that ``CurlCarrier`` is measured against.
///
/// It verifies nothing, classifies nothing and waits on its own thread; only a bench has use for it.
public enum BareTransfers {
    /// Posts a JSON body again and again.
    ///
    /// - Parameters:
    ///   - url: an http address on this machine.
    ///   - count: how many posts.
    ///   - concurrent: how many at once.
    /// - Returns: false when one was not answered with 200.
    public static func post(
        _ body: [UInt8],
        to url: String,
        count: Int,
        concurrent: Int
    ) -> Bool {
        guard let loop = BareLoop(body, url, handles: min(count, concurrent)) else { return false }
        return loop.run(count)
    }
}

/// One multi handle with its easy handles, each set up once.
@safe private final class BareLoop {
    private let multi: UnsafeMutableRawPointer
    private var handles: [BareHandle] = []
    private var fields: UnsafeMutablePointer<curl_slist>?

    init?(_ body: [UInt8], _ url: String, handles count: Int) {
        guard let multi = unsafe curl_multi_init() else { return nil }
        unsafe self.multi = unsafe multi
        unsafe fields = unsafe curl_slist_append(nil, "Content-Type: application/json")
        for _ in 0..<count {
            guard let easy = unsafe curl_easy_init() else { return nil }
            handles.append(unsafe BareHandle(easy: easy))
            let setter = unsafe OptionSetter(easy: easy)
            do throws(OptionFault) {
                try setter.set(CURLOPT_NOSIGNAL, 1)
                try setter.setURL(url)
                try setter.setBody(method: "POST", body)
                try unsafe setter.check(
                    countersign_easy_set_list(easy, CURLOPT_HTTPHEADER, fields)
                )
                try unsafe setter.check(countersign_easy_set_write(easy, discard, nil))
            } catch {
                return nil
            }
        }
    }

    deinit {
        for handle in handles { unsafe curl_easy_cleanup(handle.easy) }
        unsafe curl_multi_cleanup(multi)
        unsafe curl_slist_free_all(fields)
    }

    func run(_ count: Int) -> Bool {
        var begun = 0
        var finished = 0
        for handle in handles {
            _ = unsafe curl_multi_add_handle(multi, handle.easy)
            begun += 1
        }
        while finished < count {
            var running: Int32 = 0
            guard unsafe curl_multi_perform(multi, &running) == CURLM_OK else { return false }
            var left: Int32 = 0
            while let message = unsafe curl_multi_info_read(multi, &left) {
                guard unsafe message.pointee.msg == CURLMSG_DONE,
                    let easy = unsafe message.pointee.easy_handle,
                    unsafe message.pointee.data.result == CURLE_OK
                else { return false }
                var status = 0
                _ = unsafe countersign_easy_get_long(easy, CURLINFO_RESPONSE_CODE, &status)
                guard status == 200 else { return false }
                finished += 1
                _ = unsafe curl_multi_remove_handle(multi, easy)
                guard begun < count else { continue }
                _ = unsafe curl_multi_add_handle(multi, easy)
                begun += 1
            }
            guard finished < count else { break }
            _ = unsafe curl_multi_poll(multi, nil, 0, 1_000, nil)
        }
        return true
    }
}

/// An easy handle; the loop frees it.
@safe private struct BareHandle {
    let easy: UnsafeMutableRawPointer
}

/// Takes a piece of an answer and forgets it.
private func discard(
    _ bytes: UnsafeMutablePointer<CChar>?,
    _ size: Int,
    _ count: Int,
    _ context: UnsafeMutableRawPointer?
) -> Int { size * count }
