import Synchronization

/// One confirmation that was answered 201.
struct Flow: Sendable {
    let key: ConfirmationKey
    /// The number that its amount and phone come from.
    let number: Int
    /// When its create was due.
    let dueNanoseconds: UInt64
}

/// The confirmations of one phase, kept as their answers come.
final class FlowBook: Sendable {
    private struct State {
        var flows: [Flow] = []
        var unreadable = 0
    }

    private let state = Mutex(State())
    private let ledger: Ledger?
    private let firstNumber: Int

    init(firstNumber: Int, ledger: Ledger?) {
        self.firstNumber = firstNumber
        self.ledger = ledger
    }

    var flows: [Flow] { state.withLock { $0.flows } }
    /// Answers 201 without an id.
    var unreadable: Int { state.withLock { $0.unreadable } }

    /// Keeps what a create was answered.
    func take(_ answer: LoadAnswer) {
        guard answer.status == 201 else { return }
        guard let id = FlowBook.id(in: answer.body), let key = ConfirmationKey(id) else {
            return state.withLock { $0.unreadable += 1 }
        }
        ledger?.append(id)
        let flow = Flow(
            key: key,
            number: firstNumber + answer.index,
            dueNanoseconds: answer.dueNanoseconds
        )
        state.withLock { $0.flows.append(flow) }
    }

    private static let start = Array(#"{"id":""#.utf8)
    private static let idBytes = 30

    /// The id in a confirmation's answer, which our service writes first.
    static func id(in body: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
        let place = body.startIndex + start.count
        let end = place + idBytes
        if body.starts(with: start), end < body.endIndex, body[end] == UInt8(ascii: "\"") {
            return body[place..<end]
        }
        let bytes = Array(body)
        var walk = JSONWalk(bytes)
        var id: Range<Int>?
        let isWhole = walk.members { name, walk in
            guard name == "id" else { return walk.skipValue() }
            id = walk.string()
            return id != nil
        }
        return isWhole ? id.map { bytes[$0] } : nil
    }
}
