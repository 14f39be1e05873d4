/// Lets one piece of work through at a time, in the order in which they came.
actor SerialGate {
    private var last: Task<Void, Never>?

    /// Does the work when everything that came before is done.
    func run<Value: Sendable>(_ work: @escaping @Sendable () async -> Value) async -> Value {
        let before = last
        let task = Task { () -> Value in
            await before?.value
            return await work()
        }
        last = Task { _ = await task.value }
        return await task.value
    }
}
