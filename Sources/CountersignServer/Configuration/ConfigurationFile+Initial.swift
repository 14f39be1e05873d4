extension ConfigurationFile {
    /// The file that `init` writes: every setting explained, and good as it stands.
    static let initialText = """
        // Countersign's configuration, in JSON5: comments and trailing commas are welcome.
        // After every change: countersign config check
        // Relative paths start from this file's folder. Unknown settings are refused by name.
        {
          // Address and port of the service. Addresses that other machines can reach need `tls`,
          // or `behind_proxy: true`.
          listen: "127.0.0.1:8080",

          // Where payers and providers reach the service, as they type it.
          public_url: "http://127.0.0.1:8080",

          // Say true where a proxy in front of the service does TLS and is the only one that reaches it.
          behind_proxy: false,

          // The service's own TLS, PEM files:
          // tls: { certificate: "tls/cert.pem", key: "tls/key.pem" },

          // Everything that must not be lost: one SQLite file. Copy it while the service is stopped, or with
          // SQLite's own .backup.
          store: "countersign.sqlite",

          // The secret keys, mode 0600. Codes, receipts and stored phone numbers depend on this file:
          // back it up, apart from the store, and show it to nobody.
          keys: "keys.json",

          // Folders of message templates and policies. Without these lines the ones in the working
          // directory are taken, else the ones that come with the program.
          // templates: "Templates",
          // policies: "Policies",

          // Who carries messages. The kind "webhook" posts JSON, signed with Standard Webhooks, to any
          // URL; `channel` is sms, whatsapp, rcs, email or push. A secret never stands in this file: it is
          // { env: "NAME" } or { file: "path" }. Delivery reports come to /v1/callbacks/NAME.
          // `headers`, `body` and `reply` speak a gateway's own format; see the README. What a provider
          // takes at once, where it is not the usual: limits: { concurrent: 50, per_second: 20,
          // recipient_interval_seconds: 6, recipient_burst: 3 }.
          providers: {
            // gateway: {
            //   kind: "webhook",
            //   channel: "sms",
            //   url: "https://sms.example/send",
            //   secret: { file: "secrets/gateway" },
            //   // What a part of an SMS costs, or a message of another channel; for reports.
            //   prices: { currency: "EUR", default: "0.075", DE: "0.071" },
            // },
          },

          // Which providers carry which channel, the preferred one first. The policy orders the channels.
          // `default` is for every merchant without a route of its own. A step may be for some numbers only
          // (countries: ["DE"], prefixes: ["+4915"]); of the steps of one channel the first that fits is
          // taken. next_after: 15 moves on after 15 seconds without a confirmation, whatever the policy
          // says; hedge: true gives a message to a second provider too when the first is slow.
          routes: {
            // default: [{ channel: "sms", providers: ["gateway"] }],
            // "acme-shoes": [{ channel: "sms", providers: ["gateway"] }],
          },

          // Tips in messages. `holdout` is the share of payers who get none, so that their effect can be
          // measured (0 to 0.5); a payer stays on the same side. From `large_amount` on a payment calls for
          // tips about large amounts, by currency.
          education: { holdout: 0.1, large_amount: { EUR: "500", USD: "500", GBP: "500" } },

          // Merchants name the URLs of their webhooks. Private and loopback addresses are refused there,
          // so that nobody can reach into this network; say true only for trials.
          webhooks: { allow_private: false },

          // Upper bounds of what is taken at once.
          limits: {
            // Connections in all, and from one address (not used behind a proxy).
            connections: 4096,
            connections_per_address: 256,
            // Requests that are being answered at once; more get 503 with Retry-After.
            requests: 10000,
          },
        }

        """
}
