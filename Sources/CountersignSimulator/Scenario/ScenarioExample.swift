extension Scenario {
    /// A scenario file to start from: the main SMS provider is down for two minutes.
    public static let example = """
        // A rehearsal: the main SMS provider refuses connections from second 30 to second 150.
        //   countersign simulate --rehearse --scenario outage.json5     an own service under load, twice
        //   countersign simulate --scenario outage.json5                servers for a service of yours
        {
          seed: 7,                       // the same seed decides the same
          platforms: {
            // Times: { fixed_ms }, { from_ms, to_ms } or { p50_ms, p95_ms }. Shares: 0 to 1.
            twilio: {
              latency: { p50_ms: 1500, p95_ms: 6000 },
              receipt_latency: { p50_ms: 400, p95_ms: 2000 },
              loss: 0.01,                // accepted, and never arrives
              duplicate_receipts: 0.05,
              reordered_receipts: 0.05,
              forged_receipts: 0.02,     // signed with another secret: must be refused
              false_receipts: 0.5,       // of the lost ones: reported as delivered all the same
              server_errors: 0.01,
              processed_anyway: 0.5,     // of requests without a usual answer
              windows: [
                // outage: "refused" (nobody listens), "unavailable" (5xx) or "silent" (no answer)
                { from_s: 30, to_s: 150, outage: "refused" },
              ],
            },
            "twilio-backup": {
              latency: { p50_ms: 2500, p95_ms: 9000 },
              loss: 0.02,
              rate_per_second: 50,       // more are answered 429
            },
            // slow_answers come late; dripping_answers come byte by byte, for as long as slowness says
            whatsapp: { slow_answers: 0.05, dripping_answers: 0.02, slowness: { fixed_ms: 3000 } },
          },
          payers: { confirm: 0.95, deny: 0.01, after: { p50_ms: 9000, p95_ms: 25000 } },
          rehearsal: {
            main: "twilio", backup: "twilio-backup",
            payments_per_second: 5, seconds: 180, patience_s: 60,
          },
        }

        """
}
