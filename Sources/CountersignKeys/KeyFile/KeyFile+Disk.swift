internal import CountersignCore
internal import Glibc

extension KeyFile {
    /// Largest key file that is read, in bytes: room for some four hundred retired keys.
    public static let bytesMax = 128 * 1_024

    /// Reads a key file.
    ///
    /// Blocks; for the start of the process and the command line.
    /// - Throws: ``KeyFileFault``, the first that applies.
    public init(readingFrom path: String) throws(KeyFileFault) {
        var bytes = try KeyFile.read(path)
        defer { Libcrypto.wipe(&bytes) }
        try self.init(parsing: bytes, file: path)
    }

    /// Writes a new key file with mode 0600, whole or not at all, and never over another; blocks.
    /// - Throws: ``KeyFileFault/alreadyExists(path:)``, `unfinishedWrite` or `unwritable`.
    public func write(creating path: String) throws(KeyFileFault) {
        guard unsafe access(path, F_OK) != 0 else { throw .alreadyExists(path: path) }
        try publish(to: path) { temporary in
            // Unlike a rename, a link never replaces what somebody else put there meanwhile.
            guard unsafe link(temporary, path) == 0 else {
                return errno == EEXIST ? .alreadyExists(path: path) : .unwritable(path)
            }
            return unsafe unlink(temporary) == 0 ? nil : .unwritable(temporary)
        }
    }

    /// Replaces a key file by this one, whole or not at all; blocks.
    /// - Throws: ``KeyFileFault/wouldLoseKeys(path:)`` when the file has keys that this one lacks, and
    ///   whatever reading and writing throw.
    public func write(replacing path: String) throws(KeyFileFault) {
        let present = try KeyFile(readingFrom: path)
        let ids = Set(keys.map(\.id))
        guard present.keys.allSatisfy({ ids.contains($0.id) }) else {
            throw .wouldLoseKeys(path: path)
        }
        // Beside the file itself, not beside a link to it, which the rename would replace.
        let target = KeyFile.resolved(path)
        try publish(to: target) { temporary in
            unsafe rename(temporary, target) == 0 ? nil : .unwritable(target)
        }
    }

    // MARK: - Reading

    private static func read(_ path: String) throws(KeyFileFault) -> [UInt8] {
        // Without O_NONBLOCK, opening a pipe would wait for its writer.
        let file = unsafe Glibc.open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard file >= 0 else {
            throw errno == ENOENT ? .missing(path: path) : .unreadable(path)
        }
        defer { close(file) }
        // The facts of the opened file, not of whatever has the name a moment later.
        var facts = stat()
        guard unsafe fstat(file, &facts) == 0 else { throw .unreadable(path) }
        guard facts.st_mode & S_IFMT == S_IFREG else { throw .notAFile(path: path) }
        guard facts.st_mode & 0o077 == 0 else {
            throw .openToOthers(path: path, mode: facts.st_mode & 0o777)
        }
        guard facts.st_size <= bytesMax else { throw .tooLarge(path: path, bytesMax: bytesMax) }

        var bytes = [UInt8](repeating: 0, count: bytesMax + 1)
        defer { Libcrypto.wipe(&bytes) }
        var filled = 0
        while filled < bytes.count {
            let count = unsafe bytes.withUnsafeMutableBytes {
                unsafe Glibc.read(
                    file,
                    $0.baseAddress.map { unsafe $0 + filled },
                    $0.count - filled
                )
            }
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw .unreadable(path) }
            if count == 0 { break }
            filled += count
        }
        guard filled <= bytesMax else { throw .tooLarge(path: path, bytesMax: bytesMax) }
        return Array(bytes[..<filled])
    }

    // MARK: - Writing

    /// Writes the text beside the target, makes it durable, and puts it in its place.
    /// - Parameter place: gives the file its name, or tells why it could not.
    private func publish(
        to path: String,
        place: (_ temporary: String) -> KeyFileFault?
    ) throws(KeyFileFault) {
        // One fixed name: it keeps two writers apart, and nothing secret piles up unseen.
        let temporary = path + ".new"
        let file = unsafe Glibc.open(
            temporary,
            O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW,
            0o600
        )
        guard file >= 0 else {
            throw errno == EEXIST ? .unfinishedWrite(path: temporary) : .unwritable(path)
        }
        var fault = fill(file, path: path)
        if close(file) != 0, fault == nil { fault = .unwritable(path) }
        if fault == nil { fault = place(temporary) }
        if let fault {
            _ = unsafe unlink(temporary)
            throw fault
        }
        // The name is durable only when its folder is.
        try KeyFile.synchronizeFolder(of: path)
    }

    private func fill(_ file: Int32, path: String) -> KeyFileFault? {
        // Whatever the umask left of the mode.
        guard fchmod(file, 0o600) == 0 else { return .unwritable(path) }
        var bytes = text
        defer { Libcrypto.wipe(&bytes) }
        var written = 0
        while written < bytes.count {
            let count = unsafe bytes.withUnsafeBytes {
                unsafe Glibc.write(
                    file,
                    $0.baseAddress.map { unsafe $0 + written },
                    $0.count - written
                )
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return .unwritable(path) }
            written += count
        }
        return fsync(file) == 0 ? nil : .unwritable(path)
    }

    private static func synchronizeFolder(of path: String) throws(KeyFileFault) {
        let slash = path.utf8.lastIndex(of: UInt8(ascii: "/"))
        let folder = slash.map { String(path[...$0]) } ?? "."
        let file = unsafe Glibc.open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard file >= 0 else { throw .unwritable(path) }
        defer { close(file) }
        guard fsync(file) == 0 else { throw .unwritable(path) }
    }

    private static func resolved(_ path: String) -> String {
        guard let real = unsafe realpath(path, nil) else { return path }
        defer { unsafe free(real) }
        return unsafe String(cString: real)
    }
}

extension KeyFileFault {
    fileprivate static func unreadable(_ path: String) -> KeyFileFault {
        .unreadable(path: path, reason: reason)
    }

    fileprivate static func unwritable(_ path: String) -> KeyFileFault {
        .unwritable(path: path, reason: reason)
    }

    /// What the operating system says about the call that just failed.
    private static var reason: String { unsafe String(cString: strerror(errno)) }
}
