import CountersignCore

extension Operation {
    static let getPolicy = Operation(
        id: "readPolicy",
        tag: "Policies",
        summary: "Read the policy in force",
        description:
            "The merchant's own text, or the default one where it has none; `holder` says which. The ETag is what PUT wants as If-Match.",
        success: policyAnswer("The policy."),
        problems: [.invalidRequest, .unauthorized, .forbidden, .storageUnavailable]
    )

    static let putPolicy = Operation(
        id: "replacePolicy",
        tag: "Policies",
        summary: "Put another text in force",
        description:
            "Live keys only. The text is checked and its promises are proven first; with any finding nothing is done. It becomes the merchant's own policy, also where the default one held before, and is kept as a version with the note. Of two callers with the same If-Match exactly one succeeds. Lists are files beside the policies and are not written by this call.",
        parameters: [
            Parameter(
                name: "If-Match",
                location: .header,
                description:
                    "The ETag of the version that was changed, as GET gave it; * for whatever is in force.",
                isRequired: true,
                schema: #"{"type":"string","minLength":1}"#
            )
        ],
        body: RequestContent(
            schema: "PolicyText",
            description: "The whole text, and what to say of it in the history.",
            examples: [("policy", Example.policyToPut)]
        ),
        success: policyAnswer("It is in force."),
        problems: [
            .invalidRequest, .unauthorized, .forbidden, .tooLarge, .unsupportedMediaType,
            .policyFaulty, .policyStale, .ifMatchMissing, .storageUnavailable,
        ]
    )

    static let postPolicyCheck = Operation(
        id: "checkPolicy",
        tag: "Policies",
        summary: "Find everything that is wrong with a text",
        description:
            "Changes nothing. Each finding has a place and a remedy; a promise that the policy can break has a payment that breaks it.",
        body: RequestContent(
            schema: "PolicyToCheck",
            description: "The whole text.",
            examples: [("policy", Example.policyToCheck)]
        ),
        success: Success(
            status: 200,
            description: "The findings; none where the text could be put in force.",
            contentType: "application/json",
            schema: reference("PolicyReview"),
            example: Example.policyReview
        ),
        problems: [
            .invalidRequest, .unauthorized, .forbidden, .tooLarge, .unsupportedMediaType,
        ]
    )

    static let postPolicyBacktest = Operation(
        id: "backtestPolicy",
        tag: "Policies",
        summary: "Rehearse a text on the past",
        description:
            "Changes nothing. Puts every decision of the range, live or test as the key is, to the text: how many would change and from what to what, what became of those payments, and the largest of them. One rehearsal of a merchant runs at a time.",
        body: RequestContent(
            schema: "PolicyToBacktest",
            description: "The whole text and the range.",
            examples: [("policy", Example.policyToBacktest)]
        ),
        success: Success(
            status: 200,
            description: "The result.",
            contentType: "application/json",
            schema: reference("PolicyBacktest"),
            example: Example.policyBacktest
        ),
        problems: [
            .invalidRequest, .unauthorized, .forbidden, .tooLarge, .unsupportedMediaType,
            .policyFaulty, .storageUnavailable,
        ]
    )

    private static func policyAnswer(_ description: String) -> Success {
        Success(
            status: 200,
            description: description,
            contentType: "application/json",
            schema: reference("PolicyInForce"),
            headers: [("ETag", "The version, for If-Match.")],
            example: Example.policyInForce
        )
    }
}

extension Example {
    private static let policyText =
        #"policy \"Everyday\"\ncurrency EUR\nskip \"small\" if amount <= 30 EUR\notherwise confirm\n"#

    static let policyToPut =
        "{\"text\":\"\(policyText)\",\"note\":\"small payments pass without a code\"}"
    static let policyToCheck = "{\"text\":\"\(policyText)\"}"
    static let policyToBacktest =
        "{\"text\":\"\(policyText)\",\"since\":\"2026-11-01T00:00:00Z\"}"
    static let policyInForce =
        "{\"policy\":\"Everyday\",\"version\":3,\"holder\":\"acme-shoes\",\"text\":\"\(policyText)\",\"at\":\"2026-11-23T10:00:00Z\",\"author\":\"api\",\"note\":\"small payments pass without a code\"}"
    static let policyReview = #"""
        {"findings":[{"file":"Policies/acme-shoes.policy","line":3,"column":17,"length":6,"message":"unknown fact 'amonut'; did you mean 'amount'?","text":"skip \"small\" if amonut <= 30 EUR"}]}
        """#
    static let policyBacktest = #"""
        {"policy":"Everyday","since":"2026-11-01T00:00:00Z","until":"2026-11-23T10:00:00Z","mode":"live","merchant":"acme-shoes","counters":"none","judged":1000,"unreadable":0,"signals_refused":0,"changed":40,"other_rule":0,"moves":[{"from":"confirm","to":"skip","decisions":40,"confirmed":37,"denied":1,"abandoned":2,"pending":0,"sums":[{"value":81200,"currency":"EUR"}]},{"from":"confirm","to":"confirm","decisions":960,"confirmed":900,"denied":10,"abandoned":50,"pending":0,"sums":[{"value":9700000,"currency":"EUR"}]}],"largest":[{"id":"cnf_01KAQZ4GC0A1B2C3D4E5F6G7H8","merchant":"acme-shoes","at":"2026-11-20T10:00:00Z","reference":"order-1234","amount":{"value":2999,"currency":"EUR"},"status":"approved","from":"confirm","from_rule":"otherwise","to":"skip","to_rule":"small"}]}
        """#
}
