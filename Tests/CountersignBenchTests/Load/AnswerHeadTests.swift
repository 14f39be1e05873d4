import Testing

@testable import CountersignBench

struct AnswerHeadTests {
    private func read(_ text: String) -> AnswerHead.Reading {
        AnswerHead.read(Array(text.utf8), count: text.utf8.count)
    }

    @Test func headGivesStatusPlaceAndLength() {
        let text = "HTTP/1.1 201 Created\r\nDate: x\r\ncontent-LENGTH:  12 \r\n\r\n"
        let head = AnswerHead(
            status: 201,
            bodyStart: text.utf8.count,
            bodyLength: 12,
            isKept: true
        )
        #expect(read(text) == .whole(head))
        #expect(read(text + "body") == .whole(head))
    }

    @Test func everyBeginningOfAHeadIsIncomplete() {
        let text = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n"
        let bytes = Array(text.utf8)
        for count in 0..<bytes.count {
            #expect(AnswerHead.read(bytes, count: count) == .incomplete)
        }
    }

    @Test func closingIsNoticed() {
        let text = "HTTP/1.1 200 OK\r\nConnection: Close\r\nContent-Length: 0\r\n\r\n"
        guard case .whole(let head) = read(text) else {
            Issue.record("the head is whole")
            return
        }
        #expect(!head.isKept)
    }

    @Test(arguments: [
        "HTTP/1.0 200 OK\r\nContent-Length: 5\r\n\r\n",
        "HTTP/1.1 2x0 OK\r\nContent-Length: 5\r\n\r\n",
        "HTTP/1.1 100 Continue\r\n\r\n",
        "HTTP/1.1 200 OK\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 5\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n",
        "SSH-2.0-OpenSSH\r\n\r\n",
    ])
    func headThatCannotBeFramedIsBroken(text: String) {
        #expect(read(text) == .broken)
    }

    @Test func endlessHeadIsBroken() {
        let text = "HTTP/1.1 200 OK\r\nX: " + String(repeating: "x", count: AnswerHead.bytesMax)
        #expect(read(text) == .broken)
    }
}
