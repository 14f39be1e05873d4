import CountersignAPI
import CountersignCheckout
import CountersignCore
import CountersignPolicy
import Foundation

/// `countersign policy explain`.
struct PolicyExplainCommand: Command {
    static let synopsis = Synopsis(
        words: ["policy", "explain"],
        summary: "show what each rule of a policy makes of a payment, and the decision",
        parameters: [.init(name: "FILE", summary: "a policy file")],
        options: [
            .value(
                "payment",
                "FILE",
                "a payment as POST /v1/confirmations takes it; `counters` beside it",
                isRequired: true
            ),
            .value("at", "TIME", "when it is asked, e.g. 2026-01-31T23:00:00Z (default: now)"),
            .value("payee", "NAME", "the merchant's name, where the payment names no payee"),
            .json,
        ],
        examples: [
            "countersign policy explain Policies/default.policy --payment payment.json",
            "countersign policy explain Policies/acme-shoes.policy --payment payment.json --json",
        ],
        detail:
            "Counters stand at what the payment's member `counters` says, e.g. "
            + "{\"sends to prefix in 1 hour\": 12}; one that is left out stands at zero. "
            + "Exit status 0 explained, 1 a policy or payment with faults, 2 a file that can't be read."
    )

    private let file: String
    private let payment: String
    private let moment: Instant?
    private let payee: Payee?
    private let isJSON: Bool

    init(_ arguments: Arguments) throws(UsageFault) {
        file = arguments.parameter(0)
        payment = arguments.value("payment") ?? ""
        isJSON = arguments.has("json")
        moment = arguments.value("at").flatMap { Instant(rfc3339: $0) }
        if moment == nil, arguments.value("at") != nil {
            throw UsageFault("--at takes a time in UTC, e.g. 2026-01-31T23:00:00Z")
        }
        do {
            payee = try arguments.value("payee").map { try Payee($0) }
        } catch {
            throw UsageFault("--payee is no name that a payer may see")
        }
    }

    func run(in surroundings: Surroundings) async throws(CommandFailure) -> ExitStatus {
        guard let read = PolicyFile.read(file, in: surroundings) else {
            throw PolicyFile.unreadable([file])
        }
        // A policy that can break its promises is explained too: how else would one see it happen?
        guard let policy = read.policy ?? read.readable else {
            FindingReport.show(read.findings, on: surroundings.console)
            return .findings
        }
        if read.policy == nil {
            for finding in read.findings { surroundings.console.note(finding.rendered) }
        }
        guard let text = Files.text(surroundings.path(payment)) else {
            throw .unusable("can't read \(payment)", hint: "a payment is a JSON file")
        }
        let json: JSONValue
        do {
            json = try JSONReader.read(Array(text.utf8))
        } catch {
            return refuse("this is no JSON: \(error.reason)", on: surroundings.console)
        }
        let (document, counters) = PolicyPayment.parts(json)
        let counted = PolicyPayment.counters(counters, for: policy)
        for fault in counted.faults {
            _ = refuse("#/counters/\(fault.name): \(fault.advice)", on: surroundings.console)
        }
        switch PolicyPayment.read(document) {
        case .failure(let faults):
            for sentence in faults.sentences { _ = refuse(sentence, on: surroundings.console) }
            return .findings
        case .success(let request):
            if let fault = policy.fault(in: request.signals) {
                return refuse("#/signals/\(fault.name): \(fault.advice)", on: surroundings.console)
            }
            guard counted.faults.isEmpty else { return .findings }
            let facts = PolicyPayment.facts(
                request,
                for: policy,
                at: moment ?? surroundings.clock.now(),
                payee: payee,
                counters: counted.values
            )
            show(policy, facts, on: surroundings.console)
            return .done
        }
    }

    /// Says what is wrong with the payment's file.
    private func refuse(_ sentence: String, on console: Console) -> ExitStatus {
        console.result(console.bad("\(payment): \(sentence)"))
        return .findings
    }

    private func show(_ policy: Policy, _ facts: PaymentFacts, on console: Console) {
        let (steps, verdict) = (policy.explain(facts), policy.decide(facts))
        if isJSON {
            console.result(PolicyExplanation.json(steps, verdict))
        } else {
            for line in PolicyExplanation.lines(steps, verdict, console) { console.result(line) }
        }
    }
}
