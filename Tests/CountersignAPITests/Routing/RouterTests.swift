import CountersignCore
import Testing

@testable import CountersignAPI

@Suite struct RouterTests {
    @Test(arguments: Endpoint.allCases)
    func everyEndpointIsFoundByItsOwnPath(endpoint: Endpoint) {
        let path =
            endpoint.template.replacing("{id}", with: "cnf_1").replacing("{provider}", with: "gw")
            .replacing("{type}", with: "denied")
        guard
            case .endpoint(let found, let parameter) = Router.destination(
                method: endpoint.method,
                path: path
            )
        else {
            Issue.record("\(path) leads nowhere")
            return
        }
        #expect(found == endpoint)
        #expect(parameter.isEmpty != endpoint.template.contains("{"))
    }

    @Test(arguments: [
        "", "/", "//v1/confirmations", "/v1/confirmations/", "/v1//confirmations",
        "/v1/Confirmations", "/v1/confirmations/a/b", "/v1/confirmations//verify",
        "/v1/confirmations/a/verify/", "/v1/confirmations/a%2Fb/c", "/v1%2Fconfirmations",
        "/v1/confirmations/../events", "/livez/", "/LIVEZ", "/problems/", "/v1/callbacks/",
        "/v1/callbacks/a/b", "/.well-known", "/./livez", "/v1/confirmations;a=1",
    ])
    func otherPathsLeadNowhere(path: String) async {
        let answer = await Bench().send("GET", path)
        #expect(answer.status == 404)
        #expect(answer.problem == "/problems/not-found")
    }

    @Test func anIdIsTakenLiterally() async {
        let bench = Bench()
        for id in [
            "cnf_x", "CNF_" + Sample.id.text.dropFirst(4), Sample.id.text.lowercased(),
            "%63nf_" + Sample.id.text.dropFirst(4), Sample.id.text + "%00", " " + Sample.id.text,
        ] {
            let read = await bench.send("GET", "/v1/confirmations/" + id)
            #expect(read.status == 404)
            let verify = await bench.send(
                "POST",
                "/v1/confirmations/\(id)/verify",
                body: Body.text(Body.verify)
            )
            #expect(verify.status == 404)
        }
        #expect(bench.checkout.reached.isEmpty)
    }

    @Test(arguments: [
        ("DELETE", "/v1/confirmations", "POST, GET, HEAD"),
        ("POST", "/v1/confirmations/x", "GET, HEAD"), ("GET", "/v1/confirmations/x/verify", "POST"),
        ("POST", "/livez", "GET, HEAD"), ("get", "/livez", "GET, HEAD"),
        ("PUT", "/v1/callbacks/gw", "POST, GET, HEAD"), ("OPTIONS", "/metrics", "GET, HEAD"),
    ])
    func anotherMethodIsToldWhichOnesThereAre(method: String, path: String, allow: String) async {
        let answer = await Bench().send(method, path)
        #expect(answer.status == 405)
        #expect(answer.problem == "/problems/method-not-allowed")
        #expect(answer.header("Allow") == allow)
    }

    @Test func aHeadIsAnsweredLikeAGet() async {
        let answer = await Bench().send("HEAD", "/v1/confirmations/\(Sample.id.text)")
        #expect(answer.status == 200)
    }

    @Test func pagesAnswerWhatNoEndpointHas() async {
        let bench = Bench(pages: { request in
            request.path == "/demo" ? HTTPResponse(status: 200, body: [72]) : nil
        })
        #expect(await bench.send("GET", "/demo", key: nil).text == "H")
        #expect(await bench.send("GET", "/demos", key: nil).status == 404)
        #expect(bench.observations.all.map(\.route) == ["pages", "other"])
    }

    @Test func whatIsCountedHasBoundedLabels() async {
        let bench = Bench()
        _ = await bench.send("GET", "/v1/confirmations/anything")
        _ = await bench.send("BREW", "/v1/confirmations/anything")
        #expect(
            bench.observations.all.map(\.route)
                == Array(repeating: "/v1/confirmations/{id}", count: 2)
        )
        #expect(bench.observations.all.map(\.method) == ["GET", "other"])
        #expect(bench.observations.all.map(\.status) == [404, 405])
    }
}
