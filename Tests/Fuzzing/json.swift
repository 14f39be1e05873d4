import CountersignCore

/// Reads bytes as JSON and as JSON5; a fault lies inside the text.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let bytes = Array(UnsafeBufferPointer(start: start, count: count))
    for dialect in [JSONReader.Dialect.strict, .json5] {
        do throws(JSONFault) { _ = try JSONReader.read(bytes, dialect: dialect) } catch {
            precondition((0...bytes.count).contains(error.offset), "A fault lies inside the text.")
        }
    }
    _ = try? JSONDocument(file: "fuzz", bytes: bytes)
    return 0
}
