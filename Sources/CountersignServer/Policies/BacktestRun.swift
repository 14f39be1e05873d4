import CountersignCheckout
import CountersignCore
import CountersignKeys
import CountersignPolicy
import CountersignStore
import Foundation

/// Puts the decisions of a range to another policy: one thread reads them piece by piece, the others
/// judge.
///
/// Never more than a few pieces are in memory, however long the range.
struct BacktestRun: Sendable {
    /// Where decisions are kept.
    let store: SQLiteStore
    /// Opens what is sealed about payers.
    let keyring: SystemKeyring

    /// Pieces that are judged at once: one for each core, and one that waits.
    private static let piecesAtOnceMax = ProcessInfo.processInfo.activeProcessorCount + 1

    /// What the policy makes of the range.
    /// - Parameter progress: told now and then how much of the range is judged, from 0 to 1,000.
    func run(
        _ policy: Policy,
        _ range: PastDecisionRange,
        at now: Instant,
        progress: @Sendable (_ permille: Int) -> Void = { _ in }
    ) async throws(StoreFailure) -> BacktestReport {
        let backtest = Backtest(policy, keyring: keyring) {
            TimeZoneOffset.seconds(in: $0, at: $1)
        }
        let judged = await withTaskGroup(of: BacktestTally.self) {
            group -> Result<BacktestTally, StoreFailure> in
            var tally = BacktestTally()
            var place: String?
            var underWay = 0
            repeat {
                let piece: (decisions: [PastDecision], next: String?)
                do throws(StoreFailure) {
                    piece = try await store.pastDecisions(
                        range,
                        after: place,
                        details: true,
                        at: now
                    )
                } catch {
                    return .failure(error)
                }
                place = piece.next
                let decisions = piece.decisions
                if underWay == BacktestRun.piecesAtOnceMax, let done = await group.next() {
                    tally.add(done)
                    underWay -= 1
                }
                group.addTask { await OffPool.run { backtest.judge(decisions) } }
                underWay += 1
                if let last = decisions.last { progress(BacktestRun.permille(last.at, range)) }
            } while place != nil && !Task.isCancelled
            for await done in group { tally.add(done) }
            return .success(tally)
        }
        return BacktestReport(
            range: range,
            policy: policy.name,
            counting: policy.isToldByThePayment ? .none : .zero,
            tally: try judged.get()
        )
    }

    private static func permille(_ moment: Instant, _ range: PastDecisionRange) -> Int {
        let whole = max(1, range.until.milliseconds - range.since.milliseconds)
        let part = moment.milliseconds - range.since.milliseconds
        return Int(min(1_000, max(0, part * 1_000 / whole)))
    }
}
