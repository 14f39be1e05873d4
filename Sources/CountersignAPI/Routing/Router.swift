/// Finds the endpoint of a request.
///
/// Paths are matched byte for byte: nothing is percent-decoded, and no slash is added, dropped or
/// merged.
enum Router {
    /// Where a request leads.
    enum Destination: Equatable {
        /// An endpoint, and the literal text at the place of its parameter; empty if it has none.
        case endpoint(Endpoint, parameter: String)
        /// The path exists with other methods, which are given for the `Allow` header.
        case otherMethod(template: String, allowed: [String])
        /// Nothing has this path.
        case nowhere
    }

    /// All endpoints of one path.
    private struct Path {
        let template: String
        let before: [UInt8]
        let after: [UInt8]
        let hasParameter: Bool
        var endpoints: [Endpoint]

        init(_ endpoint: Endpoint) {
            self.template = endpoint.template
            let bytes = Array(template.utf8)
            let open = bytes.firstIndex(of: UInt8(ascii: "{")) ?? bytes.count
            let close = bytes.firstIndex(of: UInt8(ascii: "}")).map { $0 + 1 } ?? bytes.count
            self.before = Array(bytes[..<open])
            self.after = Array(bytes[close...])
            self.hasParameter = open < bytes.count
            self.endpoints = [endpoint]
        }

        /// The text at the place of the parameter, empty without one; nil when the path is another.
        func match(_ path: [UInt8]) -> ArraySlice<UInt8>? {
            guard hasParameter else { return path == before ? [] : nil }
            guard path.count > before.count + after.count, path.starts(with: before),
                path.suffix(after.count).elementsEqual(after)
            else { return nil }
            let parameter = path[before.count..<path.count - after.count]
            return parameter.contains(UInt8(ascii: "/")) ? nil : parameter
        }
    }

    private static let paths: [Path] = {
        var paths: [Path] = []
        for endpoint in Endpoint.allCases {
            if let place = paths.firstIndex(where: { $0.template == endpoint.template }) {
                paths[place].endpoints.append(endpoint)
            } else {
                paths.append(Path(endpoint))
            }
        }
        return paths
    }()

    static func destination(method: String, path: String) -> Destination {
        let bytes = Array(path.utf8)
        // The door cuts the body of an answer to HEAD.
        let method = sameText(method, "HEAD") ? "GET" : method
        for path in paths {
            guard let parameter = path.match(bytes) else { continue }
            for endpoint in path.endpoints where sameText(endpoint.method, method) {
                return .endpoint(endpoint, parameter: String(decoding: parameter, as: UTF8.self))
            }
            let allowed = path.endpoints.flatMap {
                $0.method == "GET" ? ["GET", "HEAD"] : [$0.method]
            }
            return .otherMethod(template: path.template, allowed: allowed)
        }
        return .nowhere
    }
}
