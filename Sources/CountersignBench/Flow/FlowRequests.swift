import CountersignCore

/// The bytes of the bench's requests: each create has its own key, reference, amount and phone.
///
/// The numbers have fixed widths, so that every request of a kind is equally long and most of it is
/// copied.
struct FlowRequests: Sendable {
    /// Digits of a flow's number.
    private static let numberDigits = 9
    /// Subscriber numbers behind +49 151: eight digits, the first not zero.
    private static let phonesMax: UInt64 = 90_000_000

    private let createHead: [UInt8]
    private let createTail: [UInt8]
    private let verifyHead: [UInt8]
    private let verifyTail: [UInt8]
    private let run: [UInt8]
    private let firstPhone: UInt64

    /// Requests of one run with an API key; `run` is 16 hexadecimal digits that no other run has.
    init(host: String, key: String, run: String) {
        let fields =
            " HTTP/1.1\r\nHost: \(host)\r\nAuthorization: Bearer \(key)\r\n"
            + "Content-Type: application/json\r\n"
        createHead = Array("POST /v1/confirmations\(fields)Idempotency-Key: bench-\(run)-".utf8)
        createTail = Array("\r\nContent-Length: ".utf8)
        verifyHead = Array("POST /v1/confirmations/".utf8)
        verifyTail = Array("/verify\(fields)Content-Length: ".utf8)
        self.run = Array(run.utf8)
        firstPhone = (UInt64(run, radix: 16) ?? 0) % FlowRequests.phonesMax
    }

    /// The amount of a flow in euro cents, four digits.
    static func amount(of flow: Int) -> UInt64 { 1_000 + UInt64(flow % 9_000) }

    /// The phone number of a flow.
    func phone(of flow: Int) -> String {
        var text = Array("+49151".utf8)
        appendSubscriber(of: flow, to: &text)
        return String(decoding: text, as: UTF8.self)
    }

    /// Asks for a confirmation.
    func create(_ flow: Int) -> [UInt8] {
        var body: [UInt8] = []
        body.reserveCapacity(192)
        body.append(contentsOf: #"{"amount":{"value":"#.utf8)
        body.append(decimal: FlowRequests.amount(of: flow), digits: 4)
        body.append(contentsOf: #","currency":"EUR"},"reference":"order-"#.utf8)
        body.append(contentsOf: run)
        body.append(0x2D)
        body.append(decimal: UInt64(flow), digits: FlowRequests.numberDigits)
        body.append(contentsOf: #"","recipient":{"phone":"+49151"#.utf8)
        appendSubscriber(of: flow, to: &body)
        body.append(contentsOf: #""},"channels":["sms"]}"#.utf8)
        var request: [UInt8] = []
        request.reserveCapacity(createHead.count + body.count + 64)
        request.append(contentsOf: createHead)
        request.append(decimal: UInt64(flow), digits: FlowRequests.numberDigits)
        request.append(contentsOf: createTail)
        FlowRequests.append(body, to: &request)
        return request
    }

    /// Presents a code with its payment.
    func verify(_ id: ConfirmationID, code: SentCode, flow: Int) -> [UInt8] {
        var body: [UInt8] = []
        body.reserveCapacity(80)
        body.append(contentsOf: #"{"code":""#.utf8)
        code.appendDigits(to: &body)
        body.append(contentsOf: #"","amount":{"value":"#.utf8)
        body.append(decimal: FlowRequests.amount(of: flow), digits: 4)
        body.append(contentsOf: #","currency":"EUR"}}"#.utf8)
        var request: [UInt8] = []
        request.reserveCapacity(verifyHead.count + verifyTail.count + body.count + 64)
        request.append(contentsOf: verifyHead)
        request.append(contentsOf: id.text.utf8)
        request.append(contentsOf: verifyTail)
        FlowRequests.append(body, to: &request)
        return request
    }

    /// The bytes of a request that reads a confirmation.
    static func read(_ id: ConfirmationID, host: String, key: String) -> [UInt8] {
        Array(
            ("GET /v1/confirmations/\(id.text) HTTP/1.1\r\nHost: \(host)\r\n"
                + "Authorization: Bearer \(key)\r\n\r\n").utf8
        )
    }

    private func appendSubscriber(of flow: Int, to bytes: inout [UInt8]) {
        let number = (firstPhone + UInt64(flow)) % FlowRequests.phonesMax
        bytes.append(decimal: 10_000_000 + number, digits: 8)
    }

    private static func append(_ body: [UInt8], to request: inout [UInt8]) {
        request.append(contentsOf: String(body.count).utf8)
        request.append(contentsOf: "\r\n\r\n".utf8)
        request.append(contentsOf: body)
    }
}
