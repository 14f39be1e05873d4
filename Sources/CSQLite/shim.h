#include <sqlite3.h>

// SQLITE_TRANSIENT is a cast of -1 to a function pointer, which Swift can't import.
static inline int countersign_bind_text_copying(
    sqlite3_stmt *statement, int parameter, const char *bytes, int count
) {
    return sqlite3_bind_text(statement, parameter, bytes, count, SQLITE_TRANSIENT);
}

// As above, for blobs.
static inline int countersign_bind_blob_copying(
    sqlite3_stmt *statement, int parameter, const void *bytes, int count
) {
    return sqlite3_bind_blob(statement, parameter, bytes, count, SQLITE_TRANSIENT);
}

// sqlite3_config is variadic, which Swift can't import.
static inline int countersign_disable_memory_statistics(void) {
    return sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
}
