import CountersignCheckout
import CountersignCore
import CountersignKeys
import CountersignPolicy
import CountersignStore
import Foundation
import Synchronization

/// Puts the decisions of a range to another policy: one thread reads them piece by piece, others open them
/// side by side, and one replays them in the order of time.
///
/// Never more than a few pieces are in memory, however long the range.
struct BacktestRun: Sendable {
    /// Where decisions are kept.
    let store: SQLiteStore
    /// Opens what is sealed about payers.
    let keyring: SystemKeyring

    /// Pieces that are in memory at once: one for each core, one that is replayed, and one that waits.
    private static let piecesAtOnceMax = ProcessInfo.processInfo.activeProcessorCount + 2

    /// Something that is done for a piece.
    private enum Step: Sendable {
        case read(decisions: [PastDecision], next: String?)
        case opened(number: Int, BacktestPiece)
        case replayed(BacktestTally)
        case failed(StoreFailure)
    }

    /// The replay, with whichever thread walks its next piece.
    private final class Desk: Sendable {
        private let replay: Mutex<BacktestReplay>

        init(_ backtest: Backtest) { replay = Mutex(BacktestReplay(backtest)) }

        func judge(_ piece: BacktestPiece) -> BacktestTally {
            replay.withLock { $0.judge(piece) }
        }
    }

    /// What the policy makes of the range.
    /// - Parameter progress: told now and then how much is read, from 0 to 1,000.
    func run(
        _ policy: Policy,
        _ range: PastDecisionRange,
        at now: Instant,
        progress: @Sendable (_ permille: Int) -> Void = { _ in }
    ) async throws(StoreFailure) -> BacktestReport {
        let backtest = Backtest(policy, keyring: keyring) {
            TimeZoneOffset.seconds(in: $0, at: $1)
        }
        var ranges = [range]
        var counting = BacktestReport.Counting.none
        if let before = range.before(seconds: backtest.warmUpSeconds) {
            ranges.insert(before, at: 0)
            let oldest = try await store.firstDecisionAt()
            counting = .replayed(
                since: before.since,
                oldest: oldest.flatMap { $0 > before.since ? $0 : nil }
            )
        }
        return BacktestReport(
            range: range,
            policy: policy.name,
            counting: counting,
            tally: try await replay(backtest, ranges, at: now, progress).get()
        )
    }

    /// Walks ranges one after another; only the last one is judged.
    private func replay(
        _ backtest: Backtest,
        _ ranges: [PastDecisionRange],
        at now: Instant,
        _ progress: @Sendable (_ permille: Int) -> Void
    ) async -> Result<BacktestTally, StoreFailure> {
        let desk = Desk(backtest)
        let parts = backtest.parts
        return await withTaskGroup(of: Step.self) { group in
            var tally = BacktestTally()
            var opened: [Int: BacktestPiece] = [:]
            var (rangesDone, readDone, replayedDone) = (0, 0, 0)
            var place: String?
            var (isReading, isReplaying) = (false, false)
            while true {
                let isLeft = rangesDone < ranges.count && !Task.isCancelled
                if isLeft, !isReading, readDone - replayedDone < BacktestRun.piecesAtOnceMax {
                    isReading = true
                    let (range, place) = (ranges[rangesDone], place)
                    group.addTask { await read(range, after: place, parts, at: now) }
                }
                if !isReplaying, let piece = opened.removeValue(forKey: replayedDone) {
                    isReplaying = true
                    group.addTask { .replayed(await OffPool.run { desk.judge(piece) }) }
                }
                guard let step = await group.next() else { return .success(tally) }
                switch step {
                case .failed(let failure): return .failure(failure)
                case .read(let decisions, let next):
                    isReading = false
                    let (number, isJudged) = (readDone, rangesDone == ranges.count - 1)
                    readDone += 1
                    place = next
                    if next == nil { rangesDone += 1 }
                    if let last = decisions.last { progress(BacktestRun.permille(last.at, ranges)) }
                    group.addTask {
                        let piece = await OffPool.run {
                            backtest.open(decisions, isJudged: isJudged)
                        }
                        return .opened(number: number, piece)
                    }
                case .opened(let number, let piece): opened[number] = piece
                case .replayed(let piece):
                    isReplaying = false
                    replayedDone += 1
                    tally.add(piece)
                }
            }
        }
    }

    private func read(
        _ range: PastDecisionRange,
        after place: String?,
        _ parts: PastDecisionParts,
        at now: Instant
    ) async -> Step {
        do throws(StoreFailure) {
            let piece = try await store.pastDecisions(range, after: place, reading: parts, at: now)
            return .read(decisions: piece.decisions, next: piece.next)
        } catch {
            return .failed(error)
        }
    }

    private static func permille(_ moment: Instant, _ ranges: [PastDecisionRange]) -> Int {
        guard let first = ranges.first, let last = ranges.last else { return 1_000 }
        let whole = max(1, last.until.milliseconds - first.since.milliseconds)
        let part = moment.milliseconds - first.since.milliseconds
        return Int(min(1_000, max(0, part * 1_000 / whole)))
    }
}
