import CountersignCore
import CountersignMessaging

/// Routes as far as they could be read.
struct ReadRoutes {
    var standard: [Route.Step] = []
    var merchants: [MerchantID: [Route.Step]] = [:]
}

extension SettingsReader {
    mutating func routes(in top: Section, providers: ReadProviders) -> ReadRoutes {
        var read = ReadRoutes()
        guard let value = top.value("routes") else {
            if !providers.channels.isEmpty {
                warn("/providers", "no route uses these providers; add routes: { default: […] }")
            }
            return read
        }
        guard let all = object(value, at: "/routes") else { return read }
        for member in all.members {
            let pointer = all.pointer(to: member.name)
            let steps = route(member.value, at: pointer, providers: providers)
            if member.name == "default" {
                read.standard = steps
            } else if let merchant = MerchantID(member.name) {
                read.merchants[merchant] = steps
            } else {
                fault(
                    name: member.name,
                    in: all,
                    "a route is named 'default' or after a merchant, e.g. acme-shoes"
                )
            }
        }
        if all.value("default") == nil, !all.members.isEmpty {
            fault("/routes", "the route 'default' is missing; merchants without their own take it")
        }
        return read
    }

    private mutating func route(
        _ value: JSONValue,
        at pointer: String,
        providers: ReadProviders
    ) -> [Route.Step] {
        guard let elements = value.array else {
            fault(
                pointer,
                "this is \(value.kind); an array belongs here: "
                    + "[{ channel: \"sms\", providers: [\"gateway\"] }]"
            )
            return []
        }
        var steps: [Route.Step] = []
        for (index, element) in elements.enumerated() {
            let place = "\(pointer)/\(index)"
            guard let step = step(element, at: place, providers: providers) else { continue }
            if steps.contains(where: { $0.channel == step.channel && $0.isUnconditional }) {
                fault(
                    "\(place)/channel",
                    "a step of '\(step.channel.rawValue)' above takes everybody, so this one is "
                        + "never reached; give that one countries or prefixes, or put it last"
                )
            }
            steps.append(step)
        }
        return steps
    }

    private mutating func step(
        _ value: JSONValue,
        at pointer: String,
        providers: ReadProviders
    ) -> Route.Step? {
        guard
            let section = section(
                value,
                at: pointer,
                known: ["channel", "providers", "countries", "prefixes", "next_after", "hedge"]
            )
        else { return nil }
        let channel = requiredText("channel", in: section, example: "\"sms\"").flatMap {
            word($0, at: section.pointer(to: "channel"), as: Channel.self, called: "channel")
        }
        let names = chain(in: section, channel: channel, providers: providers)
        let isHedged = bool("hedge", in: section) ?? false
        if isHedged, names.count == 1 {
            fault(
                section.pointer(to: "hedge"),
                "hedge: true needs a second provider in this step"
            )
        }
        let countries = countries(in: section)
        let prefixes = prefixes(in: section)
        let seconds = integer(
            "next_after",
            in: section,
            bounds: Route.Step.nextAfterSecondsBounds
        )
        guard let channel, !names.isEmpty else { return nil }
        return Route.Step(
            channel: channel,
            providers: names,
            countries: Set(countries),
            prefixes: prefixes,
            nextAfterSeconds: seconds,
            isHedged: isHedged
        )
    }

    private mutating func chain(
        in section: Section,
        channel: Channel?,
        providers: ReadProviders
    ) -> [String] {
        let pointer = section.pointer(to: "providers")
        guard let value = section.value("providers") else {
            fault(section.pointer, "'providers' is missing here, e.g. providers: [\"gateway\"]")
            return []
        }
        guard let elements = value.array, !elements.isEmpty else {
            fault(pointer, "a step of a route needs at least one provider, e.g. [\"gateway\"]")
            return []
        }
        var names: [String] = []
        for (index, element) in elements.enumerated() {
            let place = "\(pointer)/\(index)"
            guard let name = element.string else {
                fault(place, "this is \(element.kind); a provider's name belongs here")
                continue
            }
            guard let served = providers.channel(of: name) else {
                fault(place, unknownProvider(name, providers: providers))
                continue
            }
            if let channel, let served, served != channel {
                fault(
                    place,
                    "provider '\(name)' serves \(served.rawValue), not \(channel.rawValue)"
                )
            }
            if names.contains(name) { fault(place, "provider '\(name)' stands twice in this step") }
            names.append(name)
        }
        return names
    }

    private func unknownProvider(_ name: String, providers: ReadProviders) -> String {
        let known = providers.channels.map(\.name)
        guard !known.isEmpty else { return "unknown provider '\(name)'; 'providers' names none" }
        let nearest = NearestWord.suggestion(for: name, among: known)
        let advice =
            nearest.map { "did you mean '\($0)'?" } ?? "there are \(known.joined(separator: ", "))"
        return "unknown provider '\(name)'; \(advice)"
    }
}
