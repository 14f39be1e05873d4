internal import CCurl
import CountersignMessaging

/// The bounded words for why there is no answer.
///
/// The library's own text may quote a URL with
/// credentials or a number in it, so it is never passed on.
enum Reason {
    static let stopped = "stopped"
    static let busy = "busy"
    static let header = "header"
    static let url = "url"
    static let transport = "transport"
    static let timeout = "timeout"
    static let connection = "connection"
    static let tls = OutboundFailure.Word.tls
    static let login = OutboundFailure.Word.login
    static let address = OutboundFailure.Word.address

    static func word(for code: CURLcode) -> String {
        switch code {
        case CURLE_URL_MALFORMAT, CURLE_UNSUPPORTED_PROTOCOL, CURLE_LOGIN_DENIED: url
        case CURLE_COULDNT_RESOLVE_HOST, CURLE_COULDNT_RESOLVE_PROXY: "name"
        case CURLE_COULDNT_CONNECT: "connect"
        case CURLE_SSL_CONNECT_ERROR, CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CERTPROBLEM,
            CURLE_SSL_CIPHER, CURLE_SSL_CACERT_BADFILE, CURLE_SSL_ISSUER_ERROR,
            CURLE_SSL_INVALIDCERTSTATUS, CURLE_SSL_ENGINE_NOTFOUND, CURLE_SSL_ENGINE_SETFAILED,
            CURLE_USE_SSL_FAILED:
            tls
        case CURLE_OPERATION_TIMEDOUT: timeout
        case CURLE_SEND_ERROR, CURLE_RECV_ERROR, CURLE_GOT_NOTHING, CURLE_PARTIAL_FILE: connection
        case CURLE_WEIRD_SERVER_REPLY, CURLE_HTTP2, CURLE_HTTP2_STREAM, CURLE_BAD_CONTENT_ENCODING:
            "protocol"
        default: transport
        }
    }
}
