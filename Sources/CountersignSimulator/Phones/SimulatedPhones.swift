public import CountersignAPI
public import CountersignCore
import Synchronization

/// The phones of the simulator and their apps: what each can receive and what it received, in memory
/// only.
public final class SimulatedPhones: Sendable {
    /// Phones whose messages are kept; past it, the one that was silent longest is forgotten.
    public static let phonesMax = 500
    /// Messages that a phone keeps; past it, its oldest is forgotten.
    public static let messagesPerPhoneMax = 20
    /// Phones that can be set up otherwise than usual.
    public static let setupsMax = 1_000
    /// Arrivals that a slow listener finds when it comes back; older ones are lost to it.
    public static let unheardArrivalsMax = 100

    private struct Inbox {
        var messages: [SimulatedMessage] = []
        /// The number of its newest arrival among all arrivals.
        var arrival = 0
    }

    private struct State {
        var inboxes: [TestDevice: Inbox] = [:]
        var setups: [TestDevice: PhoneSetup] = [:]
        var arrivals = 0
        var listeners: [Int: AsyncStream<SimulatedMessage>.Continuation] = [:]
        var listenersSoFar = 0
    }

    private let state = Mutex(State())

    /// Phones that received nothing yet.
    public init() {}

    /// What a phone received and still keeps, newest last.
    public func messages(to phone: PhoneNumber) -> [SimulatedMessage] {
        messages(to: .phone(phone))
    }

    /// What a device received and still keeps, newest last.
    public func messages(to device: TestDevice) -> [SimulatedMessage] {
        state.withLock { $0.inboxes[device]?.messages ?? [] }
    }

    /// What a phone can receive; everything unless it was set up otherwise.
    public func setup(of phone: PhoneNumber) -> PhoneSetup { setup(of: .phone(phone)) }

    /// What a device can receive; everything unless it was set up otherwise.
    public func setup(of device: TestDevice) -> PhoneSetup {
        state.withLock { $0.setups[device] ?? PhoneSetup() }
    }

    /// Sets a phone up; false when ``setupsMax`` others already are, and then nothing changed.
    @discardableResult
    public func setUp(_ phone: PhoneNumber, as setup: PhoneSetup) -> Bool {
        setUp(.phone(phone), as: setup)
    }

    /// Sets a device up; false when ``setupsMax`` others already are, and then nothing changed.
    @discardableResult
    public func setUp(_ device: TestDevice, as setup: PhoneSetup) -> Bool {
        state.withLock { state in
            guard setup != PhoneSetup() else {
                state.setups[device] = nil
                return true
            }
            guard state.setups[device] != nil || state.setups.count < SimulatedPhones.setupsMax
            else { return false }
            state.setups[device] = setup
            return true
        }
    }

    /// Every message from now on, on whatever phone, as it arrives.
    public func arrivals() -> AsyncStream<SimulatedMessage> {
        let (stream, continuation) = AsyncStream.makeStream(
            of: SimulatedMessage.self,
            bufferingPolicy: .bufferingNewest(SimulatedPhones.unheardArrivalsMax)
        )
        let number = state.withLock { state in
            state.listenersSoFar += 1
            state.listeners[state.listenersSoFar] = continuation
            return state.listenersSoFar
        }
        continuation.onTermination = { [weak self] _ in
            self?.state.withLock { $0.listeners[number] = nil }
        }
        return stream
    }

    /// Puts a message on its phone.
    func receive(_ message: SimulatedMessage) {
        let listeners = state.withLock { state in
            state.arrivals += 1
            var inbox = state.inboxes[message.to] ?? Inbox()
            inbox.arrival = state.arrivals
            inbox.messages.append(message)
            if inbox.messages.count > SimulatedPhones.messagesPerPhoneMax {
                inbox.messages.removeFirst()
            }
            state.inboxes[message.to] = inbox
            if state.inboxes.count > SimulatedPhones.phonesMax,
                let silent = state.inboxes.min(by: { $0.value.arrival < $1.value.arrival })
            {
                state.inboxes[silent.key] = nil
            }
            return Array(state.listeners.values)
        }
        for listener in listeners { listener.yield(message) }
    }

    /// Ends every stream of ``arrivals()``.
    func endArrivals() {
        let listeners = state.withLock { state in
            defer { state.listeners = [:] }
            return Array(state.listeners.values)
        }
        for listener in listeners { listener.finish() }
    }
}
