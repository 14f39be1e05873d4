/// How a command ends.
///
/// Source: cli.md.
enum ExitStatus: Int32, Sendable {
    /// It did what was asked.
    case done = 0
    /// There are findings, or a check failed.
    case findings = 1
    /// The arguments or a file can't be used; the message says what to do.
    case unusable = 2
    /// The running service refused.
    case refused = 3
    /// Busy, locked or unreachable: the same command may work later. Source: `EX_TEMPFAIL`, sysexits.h.
    case tryAgainLater = 75
}
