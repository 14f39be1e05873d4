import CountersignCore

extension Schemas {
    static let requests: [(name: String, json: String)] = [
        (
            "Recipient",
            #"""
            {"type":"object","additionalProperties":false,"anyOf":[{"required":["phone"]},{"required":["email"]},{"required":["push"]}],
            "properties":{
            "phone":{"$ref":"#/components/schemas/PhoneNumber"},
            "email":{"type":"string","maxLength":\#(Members.emailBytesMax),"description":"ASCII; one @, a domain name with a dot."},
            "push":{"$ref":"#/components/schemas/PushAddress"},
            "locale":{"type":"string","maxLength":\#(Members.localeCharactersMax),"description":"The payer's language, a BCP 47 tag such as de-DE."},
            "customer":{"type":"string","minLength":1,"maxLength":\#(Members.wordScalarsMax),"description":"The merchant's own id of the customer."}}}
            """#
        ),
        (
            "PushAddress",
            #"""
            {"type":"object","additionalProperties":false,"required":["platform","token"],
            "description":"An app on one device. What it is sent is a notice of lower assurance.",
            "properties":{
            "platform":{"type":"string","enum":["fcm","apns"],"description":"Firebase Cloud Messaging, or Apple's service."},
            "token":{"type":"string","minLength":1,"maxLength":\#(PushAddress.fcmBytesMax),"description":"As the app got it from the platform: for fcm a registration token, or fid: and an installation id; for apns hexadecimal digits, \#(PushAddress.apnsDigitsBounds.lowerBound) as a rule."}}}
            """#
        ),
        (
            "CreateConfirmation",
            #"""
            {"type":"object","additionalProperties":false,"required":["reference","recipient"],
            "if":{"properties":{"purpose":{"enum":["login","password_reset"]}},"required":["purpose"]},
            "then":{"not":{"required":["amount"]}},"else":{"required":["amount"]},
            "properties":{
            "amount":{"$ref":"#/components/schemas/Amount","description":"Required, and absent for login and password_reset."},
            "reference":{"$ref":"#/components/schemas/Reference"},
            "recipient":{"$ref":"#/components/schemas/Recipient"},
            "payee":{"$ref":"#/components/schemas/Payee","description":"The merchant's display name by default."},
            "purpose":{"$ref":"#/components/schemas/Purpose","default":"payment"},
            "bound":{"$ref":"#/components/schemas/Bound","default":"exact","description":"up_to: the payer agrees to at most this amount."},
            "channels":{"type":"array","minItems":1,"uniqueItems":true,"items":{"$ref":"#/components/schemas/Channel"},"description":"Can only narrow what the policy allows."},
            "origin":{"type":"string","maxLength":253,"description":"The host name of the checkout in lower case, without scheme and port, for the origin line of an SMS."},
            "checkout":{"type":"string","pattern":"^[A-Za-z0-9_-]{43}$","description":"base64url of SHA-256 of the UTF-8 bytes of a session secret: ties the confirmation to one browser session, which verify then proves with checkout_secret."},
            "signals":{"$ref":"#/components/schemas/Signals"},
            "metadata":{"$ref":"#/components/schemas/Metadata"}}}
            """#
        ),
        (
            "Verify",
            #"""
            {"type":"object","additionalProperties":false,"required":["code"],
            "oneOf":[{"required":["amount"]},{"required":["context"]}],
            "properties":{
            "code":{"type":"string","maxLength":\#(VerifyBody.codeBytesMax),"description":"What the payer typed. A string, because leading zeroes count; something that can be no code counts as a wrong one."},
            "amount":{"$ref":"#/components/schemas/Amount","description":"The amount that is about to be charged."},
            "context":{"type":"string","minLength":1,"maxLength":\#(VerifyBody.contextBytesMax),"description":"The context as it was given out, instead of the amount."},
            "payee":{"type":"string","minLength":1,"maxLength":\#(VerifyBody.comparedBytesMax),"description":"The payee that the checkout shows."},
            "reference":{"type":"string","minLength":1,"maxLength":\#(VerifyBody.comparedBytesMax)},
            "checkout_secret":{"type":"string","minLength":1,"maxLength":\#(VerifyBody.secretBytesMax),"description":"The session secret whose SHA-256 was given as checkout."}}}
            """#
        ),
        (
            "Amend",
            #"""
            {"type":"object","additionalProperties":false,"minProperties":1,
            "properties":{
            "amount":{"$ref":"#/components/schemas/Amount"},
            "payee":{"$ref":"#/components/schemas/Payee"}}}
            """#
        ),
        (
            "Resend",
            #"""
            {"type":"object","additionalProperties":false,"properties":{"channel":{"$ref":"#/components/schemas/Channel"}}}
            """#
        ),
        (
            "ReceiptToVerify",
            #"""
            {"type":"object","additionalProperties":false,"required":["receipt"],"properties":{
            "receipt":{"type":"string","minLength":1,"maxLength":\#(ReceiptBody.receiptBytesMax),"description":"A compact JWS."}}}
            """#
        ),
        ("Nothing", #"{"type":"object","additionalProperties":false}"#),
    ]
}
