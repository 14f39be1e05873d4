import Testing

@testable import CountersignMessaging

@Suite struct XMLTextTests {
    @Test(arguments: [
        ("<a><b>x</b></a>", "x"), ("<?xml version=\"1.0\"?>\n<a x='1'>\n <b>x</b>\n</a>\n", "x"),
        ("<a><c><b>no</b></c><b>x</b><b>y</b></a>", "x"),
        ("<a><c/><b>&lt;&amp;&gt;</b></a>", "<&>"),
        ("<a xmlns=\"http://x/\" ><b >x</b ></a>", "x"),
    ])
    func theTextAtThePathIsRead(xml: String, text: String) {
        #expect(XMLText.read(["a", "b"], in: Array(xml.utf8)) == text)
    }

    @Test(arguments: [
        "", "x", "<a>", "<a><b>x</b>", "<a><b>x</a></b>", "<a><b>x</b></a><a/>", "<a><b>x</b></a>y",
        "<a><!-- --><b>x</b></a>", "<!DOCTYPE a [<!ENTITY e 'x'>]><a><b>&e;</b></a>",
        "<a><b>&#120;</b></a>", "<a><b><![CDATA[x]]></b></a>", "<a><b>&amp</b></a>",
        "<a b=c><b>x</b></a>",
        "<a><b>x</b></a", "<a><b></b></a>", "</a>", "<1><b>x</b></1>", "<a><?p ?><b>x</b></a>",
        String(repeating: "<a>", count: 17) + String(repeating: "</a>", count: 17),
    ])
    func anythingElseIsUnreadable(xml: String) {
        #expect(XMLText.read(["a", "b"], in: Array(xml.utf8)) == nil)
    }

    @Test func bytesThatAreNoTextAreUnreadable() {
        #expect(XMLText.read(["a"], in: Array("<a>".utf8) + [0xFF] + Array("</a>".utf8)) == nil)
    }
}
