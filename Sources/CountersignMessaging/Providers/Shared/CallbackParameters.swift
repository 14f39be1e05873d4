import CountersignCore

/// The parameters of a query or a form, in order; the first value counts where a name is repeated.
struct CallbackParameters: Sendable {
    /// Names with their values, decoded.
    let pairs: [(name: String, value: String)]

    init(_ pairs: [(name: String, value: String)]) {
        self.pairs = pairs
    }

    subscript(name: String) -> String? { pairs.first { $0.name == name }?.value }

    /// The pairs in the order of their names' bytes, then of their values'.
    var sortedPairs: [(name: String, value: String)] {
        pairs.sorted { left, right in
            left.name.utf8.elementsEqual(right.name.utf8)
                ? left.value.utf8.lexicographicallyPrecedes(right.value.utf8)
                : left.name.utf8.lexicographicallyPrecedes(right.name.utf8)
        }
    }
}

extension Callback {
    /// The URL that it came to, as its sender called and signed it.
    func url(under callbackURL: String) -> String {
        query.isEmpty ? callbackURL : callbackURL + "?" + query
    }

    /// The parameters of its query; nil when they can't be decoded.
    var queryParameters: CallbackParameters? {
        PercentEncoding.parameters(query, plusIsSpace: true).map { CallbackParameters($0) }
    }

    /// The parameters of a form in its body; nil when they can't be decoded.
    var formParameters: CallbackParameters? {
        guard let text = String(validating: body, as: UTF8.self) else { return nil }
        return PercentEncoding.parameters(text, plusIsSpace: true).map { CallbackParameters($0) }
    }
}
