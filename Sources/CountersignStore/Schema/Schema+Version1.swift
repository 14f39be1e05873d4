extension Schema {
    /// The first schema.
    ///
    /// Moments are milliseconds since 1970, money is minor units beside its currency, hashes and
    /// sealed bytes are blobs. Tables with long rows keep SQLite's own row numbers: clustering rows
    /// of about 1 KiB by a text key is 1.7 times slower.
    static let version1 = confirmations + messages + record + directory

    private static let confirmations = """
        CREATE TABLE confirmations (
            id TEXT NOT NULL PRIMARY KEY, -- sorts by time, so new rows go to the end of the index
            merchant TEXT NOT NULL, mode TEXT NOT NULL, status TEXT NOT NULL,
            generation INTEGER NOT NULL, payee TEXT NOT NULL, payee_legal TEXT,
            purpose TEXT NOT NULL, amount INTEGER, currency TEXT, bound TEXT NOT NULL,
            reference TEXT NOT NULL, recipient BLOB NOT NULL, nonce BLOB NOT NULL,
            issued_at INTEGER NOT NULL, expires_at INTEGER NOT NULL, checkout BLOB,
            code_key TEXT NOT NULL, context_key TEXT NOT NULL, index_key TEXT NOT NULL,
            code_digits INTEGER NOT NULL, expires_in_seconds INTEGER NOT NULL,
            attempts_max INTEGER NOT NULL, channels TEXT NOT NULL,
            next_channel_after_seconds INTEGER NOT NULL, sends_max INTEGER NOT NULL,
            resend_after_seconds INTEGER NOT NULL, match_word INTEGER NOT NULL,
            outcome TEXT NOT NULL, policy TEXT NOT NULL, policy_version TEXT NOT NULL,
            rule TEXT NOT NULL, reasons TEXT NOT NULL,
            attempts INTEGER NOT NULL, sends INTEGER NOT NULL, last_sent_at INTEGER,
            created_at INTEGER NOT NULL, closed_at INTEGER,
            previous_amount INTEGER, previous_currency TEXT, previous_payee TEXT,
            locale TEXT NOT NULL, details BLOB NOT NULL,
            receipt TEXT, version INTEGER NOT NULL, wake_at INTEGER
        ) STRICT;
        -- A merchant's list, newest first.
        CREATE INDEX confirmations_by_merchant ON confirmations (merchant, mode, id);
        -- The confirmations of one order.
        CREATE INDEX confirmations_by_reference ON confirmations (merchant, reference, id);
        -- What must be looked at next. Holds open confirmations only, so it stays small.
        CREATE INDEX confirmations_by_wake ON confirmations (wake_at) WHERE status = 'pending';

        """

    private static let messages = """
        CREATE TABLE messages (
            id TEXT NOT NULL PRIMARY KEY, -- providers' reports name a message
            confirmation TEXT NOT NULL REFERENCES confirmations (id),
            generation INTEGER NOT NULL, template TEXT NOT NULL, channel TEXT NOT NULL,
            provider TEXT NOT NULL, status TEXT NOT NULL, provider_reference TEXT, failure TEXT,
            parts INTEGER NOT NULL, surface TEXT NOT NULL, shown BLOB NOT NULL,
            shown_template TEXT NOT NULL, template_version TEXT NOT NULL, locale TEXT NOT NULL,
            created_at INTEGER NOT NULL, updated_at INTEGER NOT NULL
        ) STRICT;
        -- The messages of one confirmation, read with it.
        CREATE INDEX messages_by_confirmation ON messages (confirmation);

        -- Messages of providers whose reports carry no id of ours.
        CREATE TABLE message_references (
            provider TEXT NOT NULL, reference TEXT NOT NULL,
            message TEXT NOT NULL REFERENCES messages (id),
            PRIMARY KEY (provider, reference)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE attempts (
            message TEXT NOT NULL REFERENCES messages (id), number INTEGER NOT NULL,
            provider TEXT NOT NULL, started_at INTEGER NOT NULL, finished_at INTEGER NOT NULL,
            outcome TEXT NOT NULL, http_status INTEGER,
            PRIMARY KEY (message, number)
        ) STRICT, WITHOUT ROWID;

        """

    private static let record = """
        CREATE TABLE events (
            sequence INTEGER PRIMARY KEY, -- rows are never removed, so numbers are never reused
            id TEXT NOT NULL, type TEXT NOT NULL, merchant TEXT NOT NULL, confirmation TEXT,
            at INTEGER NOT NULL, data TEXT NOT NULL
        ) STRICT;
        -- A merchant's events in order; the index ends in the sequence by itself.
        CREATE INDEX events_by_merchant ON events (merchant);
        CREATE TRIGGER events_are_not_changed BEFORE UPDATE ON events
            BEGIN SELECT raise(ABORT, 'events are append-only'); END;
        CREATE TRIGGER events_are_not_removed BEFORE DELETE ON events
            BEGIN SELECT raise(ABORT, 'events are append-only'); END;

        CREATE TABLE answers (
            number INTEGER PRIMARY KEY, -- in order of age, so the oldest are found without an index
            key_head INTEGER NOT NULL, key BLOB NOT NULL, fingerprint BLOB NOT NULL,
            status INTEGER NOT NULL, location TEXT, content_type TEXT NOT NULL,
            body BLOB NOT NULL, at INTEGER NOT NULL
        ) STRICT;
        -- Keys are random, so each insert meets another page: 8 bytes of 32 touch a third of them.
        CREATE INDEX answers_by_key ON answers (key_head);

        CREATE TABLE recipients (
            recipient BLOB NOT NULL PRIMARY KEY, failures INTEGER NOT NULL,
            last_at INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE policy_versions (
            merchant TEXT NOT NULL, version INTEGER NOT NULL, text TEXT NOT NULL,
            at INTEGER NOT NULL, PRIMARY KEY (merchant, version)
        ) STRICT;

        """

    private static let directory = """
        CREATE TABLE meta (name TEXT NOT NULL PRIMARY KEY, value INTEGER NOT NULL)
            STRICT, WITHOUT ROWID;
        INSERT INTO meta VALUES ('directory_version', 0);

        CREATE TABLE merchants (
            id TEXT NOT NULL PRIMARY KEY, name TEXT NOT NULL, legal_name TEXT,
            brand TEXT NOT NULL, origin TEXT, currency TEXT, created_at INTEGER NOT NULL
        ) STRICT;

        CREATE TABLE api_keys (
            id TEXT NOT NULL PRIMARY KEY, merchant TEXT NOT NULL REFERENCES merchants (id),
            mode TEXT NOT NULL, scopes TEXT NOT NULL, hash BLOB NOT NULL UNIQUE,
            created_at INTEGER NOT NULL, revoked_at INTEGER
        ) STRICT;

        CREATE TABLE webhook_endpoints (
            id TEXT NOT NULL PRIMARY KEY, merchant TEXT NOT NULL REFERENCES merchants (id),
            url TEXT NOT NULL, sealed_secret BLOB NOT NULL, created_at INTEGER NOT NULL,
            disabled_at INTEGER
        ) STRICT;

        CREATE TABLE webhook_deliveries (
            number INTEGER PRIMARY KEY, -- rows are never removed, so numbers are never reused
            endpoint TEXT NOT NULL, -- no reference: a forgotten endpoint leaves its record
            event INTEGER NOT NULL REFERENCES events (sequence),
            state TEXT NOT NULL, attempts INTEGER NOT NULL, due_at INTEGER NOT NULL,
            ended_at INTEGER
        ) STRICT;
        -- What must be posted next. Holds open deliveries only, so it stays small.
        CREATE INDEX webhook_deliveries_due ON webhook_deliveries (due_at) WHERE state = 'pending';

        """
}
