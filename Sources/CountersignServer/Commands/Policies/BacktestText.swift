import CountersignAPI
import CountersignCheckout
import CountersignCore

/// A rehearsal's result for people.
enum BacktestText {
    /// The whole text.
    static func text(_ report: BacktestReport) -> String {
        let (range, tally) = (report.range, report.tally)
        var text = "\"\(report.policy)\" on \(tally.judged) \(range.mode.rawValue) decisions"
        if let merchant = range.merchant {
            text += " of \(merchant)"
        } else if !range.except.isEmpty {
            let names = range.except.sorted().map(\.text).joined(separator: ", ")
            text += " of all merchants but \(names)"
        }
        text += " from \(range.since.rfc3339) to \(range.until.rfc3339)\n"
        text += notes(report)
        guard tally.judged > 0 else { return text + "\nThere are none.\n" }
        let permille = tally.changed * 1_000 / tally.judged
        text += "\n\(tally.changed) would change (\(permille / 10).\(permille % 10) %); "
        text += "\(tally.otherRule) would stay and be decided by another rule\n\n"
        text += moves(tally)
        if !tally.largest.isEmpty { text += "\nThe largest that would change\n\n" + largest(tally) }
        return text
    }

    private static func notes(_ report: BacktestReport) -> String {
        let tally = report.tally
        var text = ""
        if case .replayed(let since, let oldest) = report.counting {
            text +=
                "Counters were replayed; to fill them, what happened from \(since.rfc3339) on was read"
            if let oldest {
                text +=
                    "; the store begins later, at \(oldest.rfc3339), and nothing before was counted"
            }
            text += "\n"
        }
        if tally.signalsRefused > 0 {
            text +=
                "\(tally.signalsRefused) carry a signal that this policy does not declare so; the API would "
                + "refuse them, here the signal counts as missing\n"
        }
        if tally.unreadable > 0 {
            text += "\(tally.unreadable) more can't be judged: their payer can't be read any more\n"
        }
        return text
    }

    private static func moves(_ tally: BacktestTally) -> String {
        let rows = BacktestJSON.moves(of: tally).map { move, fates in
            let change =
                move.from == move.to
                ? "\(move.from.rawValue)" : "\(move.from.rawValue) -> \(move.to.rawValue)"
            return [change] + cells(of: fates)
        }
        return Table.text(["DECISION"] + titles, rows, numbersFrom: 1)
    }

    /// Titles of ``cells(of:)``.
    static let titles = ["PAYMENTS", "CONFIRMED", "DENIED", "ABANDONED", "PENDING", "MONEY"]

    /// Counts and money of some payments.
    static func cells(of fates: DecisionFates) -> [String] {
        BacktestJSON.counts(of: fates).map { String($0.count) } + [money(fates)]
    }

    /// Sums with their currencies; a dash for none.
    static func money(_ fates: DecisionFates) -> String {
        let sums = fates.sortedSums.map { sum in
            "\(plain(sum.minorUnits, sum.currency)) \(sum.currency.code)"
        }
        return sums.isEmpty ? "-" : sums.joined(separator: " + ")
    }

    /// Minor units with the currency's decimals.
    static func plain(_ minorUnits: Int128, _ currency: Currency) -> String {
        guard currency.exponent > 0 else { return String(minorUnits) }
        let digits = String(minorUnits)
        let missing = max(0, currency.exponent + 1 - digits.utf8.count)
        let padded = String(repeating: "0", count: missing) + digits
        return "\(padded.dropLast(currency.exponent)).\(padded.suffix(currency.exponent))"
    }

    private static func largest(_ tally: BacktestTally) -> String {
        let rows = tally.largest.map { change in
            let decision = change.decision
            return [
                decision.amount?.plain ?? "-",
                "\(decision.outcome.rawValue) -> \(change.outcome.rawValue)",
                decision.rule, change.rule, decision.status.rawValue, decision.at.rfc3339,
                decision.reference, decision.id,
            ]
        }
        return Table.text(
            [
                "AMOUNT", "DECISION", "RULE THEN", "RULE NOW", "BECAME", "AT", "REFERENCE",
                "CONFIRMATION",
            ],
            rows
        )
    }
}
