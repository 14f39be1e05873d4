import CountersignCore
import CountersignMessaging
import Foundation

@testable import CountersignServer

/// A real Chromium, driven over WebDriver.
///
/// Source: W3C WebDriver.
final class Browser {
    /// Why the browser can't be used.
    struct Fault: Error, CustomStringConvertible {
        let description: String
    }

    /// Longest wait for one command in milliseconds: a cold start on a busy machine is slow.
    static let commandMillisecondsMax = 120_000
    /// Longest wait for something to appear on a page.
    static let patience = Duration.seconds(60)

    private let driver: Process
    private let folder: String
    private var base: String

    private init(driver: Process, folder: String, base: String) {
        self.driver = driver
        self.folder = folder
        self.base = base
    }

    /// Lends a browser with an empty profile, and ends it afterwards.
    static func with<Result>(
        folder: String,
        isolation: isolated (any Actor)? = #isolation,
        _ body: (Browser) async throws -> Result
    ) async throws -> Result {
        let browser = try await start(folder: folder)
        do {
            try await browser.openSession()
            let result = try await body(browser)
            await browser.end()
            return result
        } catch {
            await browser.end()
            throw error
        }
    }

    // MARK: - Pages

    /// Opens a page.
    func open(_ url: String) async throws {
        _ = try await command("POST", "/url", .object([JSONMember("url", .string(url))]))
    }

    /// Clicks an element as a person would; it must be visible and enabled.
    func click(_ selector: String) async throws {
        _ = try await command("POST", "/element/\(try await find(selector))/click", .object([]))
    }

    /// Types into a field in place of what it holds.
    func type(_ text: String, into selector: String) async throws {
        let element = try await find(selector)
        _ = try await command("POST", "/element/\(element)/clear", .object([]))
        _ = try await command(
            "POST",
            "/element/\(element)/value",
            .object([JSONMember("text", .string(text))])
        )
    }

    /// The text of an element as it is shown; empty when it is hidden.
    func text(_ selector: String) async throws -> String {
        try await command("GET", "/element/\(try await find(selector))/text").string ?? ""
    }

    /// Waits until an element's text is as wanted, and gives what was wanted of it.
    func wait<Wanted>(
        for selector: String,
        _ wanted: (String) -> Wanted?
    ) async throws -> Wanted {
        let end = ContinuousClock.now + Browser.patience
        var last = ""
        while ContinuousClock.now < end {
            last = try await text(selector)
            if let found = wanted(last) { return found }
            try await Task.sleep(for: .milliseconds(100))
        }
        throw Fault(description: "\(selector) still shows: \(last)")
    }

    /// What the browser complained of, answers that are no 2xx aside: those are the page's business.
    func complaints() async throws -> [String] {
        let entries = try await command(
            "POST",
            "/se/log",
            .object([JSONMember("type", .string("browser"))])
        )
        return (entries.array ?? []).filter { $0["source"]?.string != "network" }.map {
            $0["message"]?.string ?? ""
        }
    }

    // MARK: - WebDriver

    private func find(_ selector: String) async throws -> String {
        let element = try await command(
            "POST",
            "/element",
            .object([
                JSONMember("using", .string("css selector")),
                JSONMember("value", .string(selector)),
            ])
        )
        guard let id = element.object?.first?.value.string else {
            throw Fault(description: "there is no element \(selector)")
        }
        return id
    }

    private func command(
        _ method: String,
        _ path: String,
        _ body: JSONValue? = nil
    ) async throws -> JSONValue {
        let request = OutboundRequest(
            method: method,
            url: base + path,
            headers: [(name: "Content-Type", value: "application/json")],
            body: body.map { Array(JSONText.text($0).utf8) } ?? [],
            timeoutMillisecondsMax: Browser.commandMillisecondsMax,
            answerBytesMax: 1_048_576
        )
        let reply = try await Surroundings.sendOverCurl(request).get()
        let value = try JSONReader.read(reply.body)["value"] ?? .null
        guard reply.status == 200 else {
            throw Fault(description: "\(method) \(path): \(JSONText.text(value))")
        }
        return value
    }

    // MARK: - Beginning and end

    private static func program(_ name: String, package: String) throws -> URL {
        let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
        for folder in path.split(separator: ":") + ["/usr/bin"] {
            let program = "\(folder)/\(name)"
            if FileManager.default.isExecutableFile(atPath: program) {
                return URL(fileURLWithPath: program)
            }
        }
        throw Fault(
            description:
                "\(name) is missing; install the Debian package \(package), as the README's "
                + "test command does"
        )
    }

    /// Becomes a program that inherits no sockets: it would hold connections of tests beside this one
    /// open after they were closed, and their other ends would wait.
    private static let withoutSockets = """
        for path in /proc/$$/fd/*; do
            number="${path##*/}"
            if [ "$number" -gt 2 ]; then eval "exec $number>&-"; fi
        done
        exec "$0" "$@"
        """

    private static func start(folder: String) async throws -> Browser {
        let driver = Process()
        let chromedriver = try program("chromedriver", package: "chromium-driver")
        driver.executableURL = URL(fileURLWithPath: "/bin/bash")
        driver.arguments = ["-c", withoutSockets, chromedriver.path, "--port=0"]
        // A file, not a pipe: nobody has to drain it.
        let log = folder + "/chromedriver.log"
        _ = FileManager.default.createFile(atPath: log, contents: nil)
        driver.standardOutput = FileHandle(forWritingAtPath: log)
        driver.standardError = FileHandle.nullDevice
        try driver.run()
        let browser = Browser(driver: driver, folder: folder, base: "")
        do {
            browser.base = "http://127.0.0.1:\(try await browser.port(in: log))/session"
        } catch {
            await browser.end()
            throw error
        }
        return browser
    }

    /// The port that the driver chose, from its first lines.
    private func port(in log: String) async throws -> String {
        let end = ContinuousClock.now + Browser.patience
        while ContinuousClock.now < end, driver.isRunning {
            let lines = (Files.text(log) ?? "").split(separator: "\n")
            if let line = lines.first(where: { $0.contains("started successfully on port ") }),
                line.hasSuffix(".")
            {
                return String(line.dropLast().reversed().prefix { $0.isNumber }.reversed())
            }
            try await Task.sleep(for: .milliseconds(50))
        }
        throw Fault(description: "chromedriver did not start: \(Files.text(log) ?? "")")
    }

    private func openSession() async throws {
        let chromium = try Browser.program("chromium", package: "chromium")
        let arguments = [
            "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
            "--user-data-dir=\(folder)/chromium", "--window-size=1280,900",
        ]
        let options = JSONValue.object([
            JSONMember("binary", .string(chromium.path)),
            JSONMember("args", .array(arguments.map { .string($0) })),
        ])
        let wanted = JSONValue.object([
            JSONMember("browserName", .string("chrome")),
            JSONMember("goog:loggingPrefs", .object([JSONMember("browser", .string("ALL"))])),
            JSONMember("goog:chromeOptions", options),
        ])
        let answer = try await command(
            "POST",
            "",
            .object([
                JSONMember("capabilities", .object([JSONMember("alwaysMatch", wanted)]))
            ])
        )
        guard let session = answer["sessionId"]?.string else {
            throw Fault(description: "chromedriver opened no session")
        }
        base += "/\(session)"
    }

    /// Ends the browser and its driver.
    ///
    /// By SIGKILL in the end: a child of a dispatch thread inherits a mask that blocks SIGTERM. Nothing
    /// waits in a thread of Swift's pool for it.
    private func end() async {
        _ = try? await command("DELETE", "")
        kill(driver.processIdentifier, SIGKILL)
        while driver.isRunning { try? await Task.sleep(for: .milliseconds(20)) }
    }
}
