internal import CountersignCore

/// What a policy's own declarations let its rules speak of.
struct Vocabulary {
    var rates: Rates?
    var signals: [DeclaredSignal] = []
    var lists: [PolicyList] = []
    /// Facts that were spoken of, in order; conditions name them by their place.
    private(set) var facts: [Fact] = []
    /// Lists that were spoken of.
    var usedLists: Set<Int> = []

    /// The place of a fact.
    mutating func place(of fact: Fact) -> Int {
        if let place = facts.firstIndex(of: fact) { return place }
        facts.append(fact)
        return facts.count - 1
    }

    /// Every word that may begin a fact, each once.
    var factWords: [String] {
        var words: [String] = []
        for word in Fact.known.map(\.words[0]) + Counter.firstWords + signals.map(\.name)
        where !words.contains(word) { words.append(word) }
        return words
    }
}
