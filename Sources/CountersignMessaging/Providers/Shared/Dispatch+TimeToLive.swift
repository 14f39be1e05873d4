extension Dispatch {
    /// What is left of the code's life in whole seconds, within what a provider takes.
    func secondsLeft(within range: ClosedRange<Int>) -> Int {
        min(max(secondsLeft, range.lowerBound), range.upperBound)
    }
}
