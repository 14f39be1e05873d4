import CountersignCore

extension Operation {
    static let getTemplates = Operation(
        id: "listTemplates",
        tag: "Templates",
        summary: "The brand's templates",
        description:
            "Every template of the merchant's brand, inherited ones included, one for each language; and the languages that lack one, with what is sent instead.",
        success: Success(
            status: 200,
            description: "The list.",
            contentType: "application/json",
            schema: reference("Templates"),
            example: Example.templates
        ),
        problems: [.invalidRequest, .unauthorized, .forbidden]
    )

    static let postTemplatesPreview = Operation(
        id: "previewTemplates",
        tag: "Templates",
        summary: "What would be sent",
        description:
            "The messages of the merchant's brand for a payment, by channel and language, with their sizes and what is worth a second look. Nothing is sent, and the code in it is an example.",
        body: RequestContent(
            schema: "PreviewTemplates",
            description: "The payment; every member has an example's value.",
            examples: [("one message", Example.preview), ("everything", "{}")]
        ),
        success: Success(
            status: 200,
            description: "The messages; a template that these values don't fit is left out.",
            contentType: "application/json",
            schema: reference("Previews"),
            example: Example.previews
        ),
        problems: [
            .invalidRequest, .unauthorized, .forbidden, .tooLarge, .unsupportedMediaType,
        ]
    )
}

extension Example {
    static let templates = #"""
        {"brand":"default","name":"Countersign","locales":["en","de"],"templates":[{"template":"default/en/payment.sms","version":"3f2a9c0d1e4b","purpose":"payment","channel":"sms","locale":"en"}],"fallbacks":[{"missing":"default/de/payment.rcs","used":"default/en/payment.rcs"}]}
        """#
    static let preview = #"""
        {"purpose":"payment","channels":["sms"],"locales":["en"],"amount":{"value":4999,"currency":"EUR"},"payee":"Acme Shoes","origin":"shop.example"}
        """#
    static let previews = #"""
        {"previews":[{"channel":"sms","locale":"en","template":"default/en/payment.sms","template_version":"3f2a9c0d1e4b","text":"Pay EUR 49.99 to Acme Shoes? Your code is 042917. Valid 5 min. Never share it, not even with us.\n\n@shop.example #042917","surface":"message","bytes":119,"sms":{"parts":1,"alphabet":"gsm7","units":119},"findings":[]}]}
        """#
}
