/// A pointer into libcrypto and the function that frees it, called exactly once.
@safe struct Handle: ~Copyable {
    let pointer: OpaquePointer
    private let release: @convention(c) (OpaquePointer?) -> Void

    init(owning pointer: OpaquePointer, release: @escaping @convention(c) (OpaquePointer?) -> Void)
    {
        unsafe self.pointer = unsafe pointer
        unsafe self.release = unsafe release
    }

    deinit { unsafe release(pointer) }
}
