/// Refusals of Firebase Cloud Messaging, which adds a word of its own to Google's.
///
/// Source: fcm.md, "Send".
extension GoogleError {
    static let project = forbidden(
        "Permission 'cloudmessaging.messages.create' denied on resource."
    )
    static let unregistered = notFound.saying("UNREGISTERED")
    static let quota = exhausted("Send requests").saying("QUOTA_EXCEEDED")
    static let pushFaulty = faulty.saying("INTERNAL")
    static let pushBusy = busy.saying("UNAVAILABLE")

    static func invalidPush(_ message: String, at field: String? = nil) -> GoogleError {
        var error = invalid(message).saying("INVALID_ARGUMENT")
        error.field = field
        return error
    }

    private func saying(_ errorCode: String) -> GoogleError {
        var error = self
        error.errorCode = errorCode
        return error
    }
}
