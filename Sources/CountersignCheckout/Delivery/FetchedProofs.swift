import CountersignCore
import Synchronization

/// What was fetched to prove callbacks, such as signing certificates, so that not every callback costs a
/// request.
final class FetchedProofs: Sendable {
    /// Things that are kept; beyond it the oldest goes.
    static let countMax = 16
    /// How long each is kept in seconds.
    static let lifeSeconds = 3_600

    private struct Proof {
        let url: String
        let body: [UInt8]
        let keptAt: Instant
    }

    private let proofs = Mutex<[Proof]>([])

    /// What a URL gave not long ago; nil where it must be fetched.
    func body(from url: String, at now: Instant) -> [UInt8]? {
        proofs.withLock { proofs in
            let found = proofs.first { $0.url.utf8.elementsEqual(url.utf8) }
            guard let found,
                (0..<FetchedProofs.lifeSeconds).contains(found.keptAt.secondsUntil(now))
            else { return nil }
            return found.body
        }
    }

    /// Keeps what proved a callback, by URL.
    func keep(_ fetched: [String: [UInt8]], at now: Instant) {
        guard !fetched.isEmpty else { return }
        proofs.withLock { proofs in
            for (url, body) in fetched {
                if let known = proofs.firstIndex(where: { $0.url.utf8.elementsEqual(url.utf8) }) {
                    // Used again is not fetched again: it ends when it would have.
                    let age = proofs[known].keptAt.secondsUntil(now)
                    if (0..<FetchedProofs.lifeSeconds).contains(age) { continue }
                    proofs.remove(at: known)
                }
                if proofs.count >= FetchedProofs.countMax { proofs.removeFirst() }
                proofs.append(Proof(url: url, body: body, keptAt: now))
            }
        }
    }
}
