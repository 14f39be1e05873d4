extension Operation {
    static let postConfirmations = Operation(
        id: "createConfirmation",
        tag: "Confirmations",
        summary: "Ask a payer to confirm a payment",
        description:
            "Decides by the merchant's policy. If it says confirm, a code bound to amount and payee is made and the first message handed over; `status` is then `pending`. If it says skip or block, `status` is `skipped` or `blocked` at once.",
        parameters: [idempotencyKey(isRequired: true)],
        body: RequestContent(
            schema: "CreateConfirmation",
            description: "The payment and its payer.",
            examples: [
                ("smallest", Example.createSmallest), ("everything", Example.createEverything),
                ("login", Example.createLogin),
            ]
        ),
        success: Success(
            status: 201,
            description: "Created, or decided at once.",
            contentType: "application/json",
            schema: reference("Confirmation"),
            headers: [
                ("Location", "The path of the confirmation."),
                ("Idempotent-Replayed", "`true` when an earlier request got this answer."),
            ],
            example: Example.confirmation
        ),
        problems: [
            .invalidRequest, .unauthorized, .forbidden, .tooLarge, .unsupportedMediaType,
            .idempotencyKeyMissing, .idempotencyKeyInUse, .idempotencyKeyReused,
            .tooManyRequests, .noRoute, .storageUnavailable,
        ]
    )

    static let getConfirmations = Operation(
        id: "listConfirmations",
        tag: "Confirmations",
        summary: "List confirmations, newest first",
        description:
            "Pages by cursor: `next` is the value of `after` for the next page, and is absent on the last one. A full page may be the last one; the next is then empty.",
        parameters: [
            Parameter(
                name: "status",
                location: .query,
                description: "Only those that stand so.",
                schema: reference("ConfirmationStatus")
            ),
            Parameter(
                name: "reference",
                location: .query,
                description: "Only those with exactly this reference.",
                schema:
                    "{\"type\":\"string\",\"minLength\":1,\"maxLength\":\(Members.wordScalarsMax)}"
            ),
            Parameter(
                name: "after",
                location: .query,
                description: "Only those older than this one.",
                schema: reference("ConfirmationID")
            ),
            limit,
        ],
        success: Success(
            status: 200,
            description: "One page.",
            contentType: "application/json",
            schema: reference("ConfirmationPage")
        ),
        problems: [.invalidRequest, .unauthorized, .forbidden, .storageUnavailable]
    )

    static let getConfirmationsID = Operation(
        id: "readConfirmation",
        tag: "Confirmations",
        summary: "Read a confirmation",
        description:
            "With `wait`, the answer is held until the status changes or the seconds are over. A read never sends, counts or approves anything.",
        parameters: [
            identifier,
            Parameter(
                name: "wait",
                location: .query,
                description: "Longest time in seconds to hold the answer.",
                schema:
                    "{\"type\":\"integer\",\"minimum\":0,\"maximum\":\(API.waitSecondsMax),\"default\":0}"
            ),
        ],
        success: Success(
            status: 200,
            description: "The confirmation.",
            contentType: "application/json",
            schema: reference("Confirmation"),
            example: Example.confirmation
        ),
        problems: identifiedProblems
    )

    static let postConfirmationsIDVerify = Operation(
        id: "verifyConfirmation",
        tag: "Confirmations",
        summary: "Check a code against its payment",
        description:
            "Only an approval is a 2xx. The payment is compared first: when it differs, the code is not looked at and no attempt is counted. Spaces and hyphens in the code are dropped, and decimal digits of any script are taken.",
        parameters: [identifier, idempotencyKey(isRequired: false)],
        body: RequestContent(
            schema: "Verify",
            description: "What the payer typed, and the payment that is about to be made.",
            examples: [
                ("amount", Example.verifyAmount), ("context", Example.verifyContext),
            ]
        ),
        success: Success(
            status: 200,
            description: "Approved.",
            contentType: "application/json",
            schema: reference("Confirmation"),
            headers: [("Idempotent-Replayed", "`true` when an earlier request got this answer.")]
        ),
        problems: changeProblems + [.wrongCode, .transactionChanged, .tooManyRequests]
    )

    static let postConfirmationsIDResend = change(
        id: "resendCode",
        summary: "Send the same code again",
        description: "On another channel if one is named. The code stays the same.",
        body: RequestContent(
            schema: "Resend",
            isRequired: false,
            description: "Nothing, or the channel to use.",
            examples: [("sms", #"{"channel":"sms"}"#)]
        ),
        problems: [.resendTooSoon, .sendLimit, .noRoute]
    )

    static let postConfirmationsIDAmend = change(
        id: "amendConfirmation",
        summary: "Change amount or payee",
        description:
            "Makes a new context with a new code and sends a message that says from what to what. The old code is dead at once.",
        body: RequestContent(
            schema: "Amend",
            description: "What is to change.",
            examples: [
                ("amount", #"{"amount":{"value":5999,"currency":"EUR"}}"#),
                ("payee", #"{"payee":"Acme Boots"}"#),
            ]
        ),
        problems: [.resendTooSoon, .sendLimit, .noRoute]
    )

    static let postConfirmationsIDDeny = change(
        id: "denyConfirmation",
        summary: "Record that this was not the payer",
        description: "From the merchant's support desk. The confirmation is closed as `denied`.",
        body: nothing
    )

    static let postConfirmationsIDCancel = change(
        id: "cancelConfirmation",
        summary: "Abandon the order",
        description: "The confirmation is closed as `canceled`.",
        body: nothing
    )

    private static let nothing = RequestContent(
        schema: "Nothing",
        isRequired: false,
        description: "Nothing, or an empty object.",
        examples: [("empty", "{}")]
    )

    private static func change(
        id: String,
        summary: String,
        description: String,
        body: RequestContent,
        problems: [ProblemType] = []
    ) -> Operation {
        Operation(
            id: id,
            tag: "Confirmations",
            summary: summary,
            description: description,
            parameters: [identifier, idempotencyKey(isRequired: false)],
            body: body,
            success: Success(
                status: 200,
                description: "The confirmation as it stands now.",
                contentType: "application/json",
                schema: reference("Confirmation"),
                headers: [
                    ("Idempotent-Replayed", "`true` when an earlier request got this answer.")
                ]
            ),
            problems: changeProblems + problems
        )
    }
}
