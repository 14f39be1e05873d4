import CountersignServer
import Foundation

/// The executable: hands its words to the porch and ends with its status.
@main
struct Main {
    static func main() async {
        exit(await Program.run(Array(CommandLine.arguments.dropFirst())))
    }
}
