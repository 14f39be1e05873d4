public import CountersignCore

/// Why a key file is not read, made or changed.
///
/// Checked top to bottom; the first that applies is returned. No case holds a secret.
public enum KeyFileFault: Error, Equatable, Sendable, CustomStringConvertible {
    /// There is no file.
    case missing(path: String)
    /// The operating system does not let us read it.
    case unreadable(path: String, reason: String)
    /// It is a folder, a pipe or a device.
    case notAFile(path: String)
    /// Its group or others may do something with it.
    case openToOthers(path: String, mode: UInt32)
    /// It is larger than any key file of ours.
    case tooLarge(path: String, bytesMax: Int)
    /// What is wrong in it, everything at once.
    case invalid(findings: [Finding])
    /// A new file would replace one that is there, and the keys in it would be lost.
    case alreadyExists(path: String)
    /// The file has keys that the new one lacks, and replacing it would lose them.
    case wouldLoseKeys(path: String)
    /// An earlier write was interrupted, or another is under way.
    case unfinishedWrite(path: String)
    /// The operating system does not let us write it.
    case unwritable(path: String, reason: String)
    /// A new index key makes every recipient in the store unrecognisable until it is indexed anew.
    case indexRotation

    /// What happened and what to do next, one line for each thing.
    public var description: String {
        switch self {
        case .missing(let path):
            "\(path): there is no key file; `countersign init` makes one, or name yours with `keys:`"
        case .unreadable(let path, let reason): "\(path): the key file can't be read: \(reason)"
        case .notAFile(let path): "\(path): this is not a regular file"
        case .openToOthers(let path, let mode):
            "\(path): others may reach the key file (mode 0\(String(mode, radix: 8)));"
                + " run `chmod 600 \(path)`"
        case .tooLarge(let path, let bytesMax):
            "\(path): larger than \(bytesMax) bytes, this is no key file"
        case .invalid(let findings): findings.map(\.rendered).joined(separator: "\n")
        case .alreadyExists(let path):
            "\(path): there is a key file already, and it is not replaced; its keys would be lost"
        case .wouldLoseKeys(let path):
            "\(path): the key file was changed meanwhile; read it again and repeat the change"
        case .unfinishedWrite(let path):
            "\(path): left over from an interrupted write, or another write is under way;"
                + " if not, remove it"
        case .unwritable(let path, let reason):
            "\(path): the key file can't be written: \(reason)"
        case .indexRotation:
            "a new index key makes every recipient in the store unrecognisable until the store is"
                + " indexed anew; say so explicitly if that is what you want"
        }
    }
}
