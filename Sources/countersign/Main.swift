import CountersignServer

@main
struct Main {
    static func main() {}
}
