public import CountersignCore

/// How a store is run.
///
/// The defaults suit a service.
public struct StoreOptions: Sendable {
    /// Most changes that may wait for the writer; further ones are refused as overloaded.
    ///
    /// At 20,000 changes a second this many wait less than half a second.
    public var waitingChangesMax = 8_192
    /// Most reads that may wait for each reader.
    public var waitingReadsMax = 8_192
    /// How long another process's lock is waited for, in milliseconds.
    public var busyTimeoutMilliseconds = 5_000
    /// Whether this is the service over the store, of which there is one at a time.
    ///
    /// Commands open the store beside it.
    public var isService = false
    /// Where faults of the store are reported.
    public var log: (any Log)?

    /// The defaults.
    public init(log: (any Log)? = nil) {
        self.log = log
    }
}
