import CountersignCore
import CountersignMessaging
import CountersignPolicy
import CountersignSimulator
import CountersignTemplates

/// Whether routes, policies and templates fit together; each finding is a warning.
enum RouteCheck {
    /// Providers that are named like one of the simulator that test keys reach: a test message must never
    /// leave through a real one.
    static func takenNames(_ configuration: Configuration) -> [Finding] {
        let taken = SimulatorConfiguration.providerNames
        return configuration.providers.map(\.name).filter(taken.contains).map { name in
            Finding(
                file: configuration.file,
                message: "the provider name '\(name)' is the simulator's own; choose another"
            )
        }
    }

    /// Channels that a policy wants and no provider serves, or no template speaks.
    static func warnings(_ configuration: Configuration, _ assets: Assets) -> [Finding] {
        var warnings: [Finding] = []
        if configuration.providers.isEmpty {
            warnings.append(
                Finding(
                    file: configuration.file,
                    message: "no provider is configured: live keys reach no phone, test keys work"
                )
            )
        } else {
            warnings += missingProviders(configuration, assets.policies)
        }
        for channel in assets.policies.standard.policy.channels {
            let key = TemplateKey(
                brand: "default",
                locale: nil,
                purpose: "payment",
                channel: channel
            )
            warnings += faults(of: key, configuration, assets)
        }
        let cards = configuration.providers.filter { $0 is RBMProvider }.map(\.name)
        return warnings + unusedAgents(cards, assets.templates)
    }

    /// Brands with an RCS agent of their own, where a provider sends as the agent of its service account.
    /// - Parameter providers: the names of those providers.
    static func unusedAgents(
        _ providers: [String],
        _ templates: TemplateLibrary
    ) -> [Finding] {
        let brands = templates.brands.sorted { $0.key < $1.key }
        return providers.flatMap { provider in
            brands.compactMap { brand, look in
                look.rcsAgent.map { agent in
                    Finding(
                        file: "Templates/\(brand)/brand.json5",
                        message: "provider '\(provider)' sends as its own agent_id; the agent "
                            + "'\(agent)' is not used there"
                    )
                }
            }
        }
    }

    /// Why a channel's template is of no use to the policy, or to some of the providers.
    private static func faults(
        of key: TemplateKey,
        _ configuration: Configuration,
        _ assets: Assets
    ) -> [Finding] {
        let template = "\(key.purpose).\(key.channel.rawValue)"
        func warning(_ message: String) -> Finding {
            Finding(file: "Templates", message: message)
        }
        guard assets.templates.has(key) else {
            return [warning("no template \(template), but the policy wants that channel")]
        }
        var warnings: [Finding] = []
        if assets.templates.confirmsByButton(key),
            !assets.policies.standard.policy.settings.confirmsByButton
        {
            warnings.append(
                warning(
                    "\(template) has a button that confirms, but the policy wants the code; "
                        + "that channel is passed over"
                )
            )
        }
        if assets.templates.isPair(key) {
            let others = configuration.providers.filter {
                $0.channel == key.channel && !$0.sendsPairs
            }
            warnings += others.map {
                warning(
                    "\(template) is two messages, and provider '\($0.name)' sends one; "
                        + "it is passed over"
                )
            }
        }
        return warnings
    }

    private static func missingProviders(
        _ configuration: Configuration,
        _ policies: PolicyFolder
    ) -> [Finding] {
        var pairs = [("default", policies.standard.policy, configuration.defaultRoute)]
        let merchants = Set(configuration.merchantRoutes.keys).union(policies.merchants.keys)
        for merchant in merchants.sorted() {
            let policy = policies.entry(of: merchant).policy
            pairs.append((merchant.text, policy, configuration.route(of: merchant)))
        }
        return pairs.flatMap { name, policy, route in
            let unreached = unreachedCountries(route, policy.channels)
            let finding =
                unreached.isEmpty
                ? []
                : [
                    Finding(
                        file: configuration.file,
                        message: "route '\(name)': " + unreachedText(unreached)
                    )
                ]
            return finding
                + policy.channels.filter { channel in
                    !route.contains { $0.channel == channel }
                }.map { channel in
                    Finding(
                        file: configuration.file,
                        message:
                            "route '\(name)': the policy \"\(policy.name)\" wants \(channel.rawValue), "
                            + "which no provider serves; that channel is passed over"
                    )
                }
        }
    }

    /// Countries that no step takes whole; none where a step takes everybody, or there is no step.
    static func unreachedCountries(
        _ route: [Route.Step],
        _ channels: [Channel]
    ) -> [String] {
        let steps = route.filter { channels.contains($0.channel) }
        guard !steps.isEmpty, !steps.contains(where: \.isUnconditional) else { return [] }
        let reached = steps.filter(\.prefixes.isEmpty).flatMap(\.countries)
        return PhoneNumber.countries.subtracting(reached).sorted()
    }

    /// What is said of them, the first by name.
    static func unreachedText(_ countries: [String]) -> String {
        let shownMax = 12
        let names = countries.prefix(shownMax).joined(separator: ", ")
        let more = countries.count > shownMax ? " and \(countries.count - shownMax) more" : ""
        return "no step takes all numbers of \(names)\(more); "
            + "payers there get no message unless a last step has no conditions"
    }
}
