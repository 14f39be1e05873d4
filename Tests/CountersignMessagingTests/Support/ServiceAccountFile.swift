import CountersignCore

/// The key file of a service account as Google issues it, with a key made for this test run.
enum ServiceAccountFile {
    static func text(_ pair: TestKeyPair) -> String {
        var json = JSONWriter()
        json.beginObject()
        json.member("type", "service_account")
        json.member("project_id", "example-project")
        json.member("private_key_id", "test-key-1")
        json.member("private_key", String(decoding: pair.privatePEM, as: UTF8.self))
        json.member("client_email", "sender@example-project.iam.gserviceaccount.com")
        json.member("token_uri", "https://oauth2.googleapis.com/token")
        json.endObject()
        return String(decoding: json.bytes, as: UTF8.self)
    }
}
