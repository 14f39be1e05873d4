import CountersignCore

/// Where a fault of a request is.
enum FaultPlace: Equatable {
    /// A JSON Pointer in URI fragment form, e.g. `#/recipient/phone`.
    case pointer(String)
    /// A parameter of the query.
    case parameter(String)
}

/// Everything that is wrong with one request, in the order of reading.
struct Faults {
    /// Most faults that are listed: a body of nothing but faults must not make an answer far larger
    /// than itself.
    static let listedMax = 100

    private(set) var listed: [(place: FaultPlace, detail: String)] = []
    private(set) var count = 0

    var isEmpty: Bool { count == 0 }
    /// Whether one more fault would only be counted.
    var isFull: Bool { listed.count >= Faults.listedMax }

    /// Adds one; `detail` says what is wrong and what to write instead.
    mutating func add(_ place: FaultPlace, _ detail: String) {
        count += 1
        if !isFull { listed.append((place, detail)) }
    }

    mutating func add(_ place: Place, _ detail: String) {
        add(.pointer(place.pointer), detail)
    }

    /// The `detail` of the problem document.
    var summary: String {
        if count == 1, let only = listed.first {
            switch only.place {
            case .pointer(let pointer): return "\(pointer): \(only.detail)"
            case .parameter(let name): return "query parameter '\(name)': \(only.detail)"
            }
        }
        if count > listed.count {
            return "The request has \(count) faults; errors lists the first \(listed.count)."
        }
        return "The request has \(count) faults; errors lists all of them."
    }

    func write(to json: inout JSONWriter) {
        json.beginArray()
        for fault in listed {
            json.beginObject()
            switch fault.place {
            case .pointer(let pointer): json.member("pointer", pointer)
            case .parameter(let name): json.member("parameter", name)
            }
            json.member("detail", fault.detail)
            json.endObject()
        }
        json.endArray()
    }
}
