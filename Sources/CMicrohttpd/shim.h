#ifndef COUNTERSIGN_CMICROHTTPD_SHIM_H
#define COUNTERSIGN_CMICROHTTPD_SHIM_H

#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
// Not in the Glibc module of Swift: how heaps behave, what watches a client's sockets, what wakes threads.
#include <malloc.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <microhttpd.h>

/// Where the library's messages go, formatted.
struct countersign_mhd_log {
    void (*write)(void *context, const char *message);
    void *context;
};

/// Swift functions can't take a `va_list` from C: the message is formatted before it gets there.
static inline void countersign_mhd_write_log(void *log, const char *format, va_list arguments)
{
    char message[512];
    struct countersign_mhd_log *to = (struct countersign_mhd_log *)log;
    vsnprintf(message, sizeof message, format, arguments);
    to->write(to->context, message);
}

/// `MHD_start_daemon` is variadic, which Swift can't call: every option comes in one array instead.
/// The log comes first, so that it hears about every later option; it must outlive the daemon.
static inline struct MHD_Daemon *countersign_mhd_start(
    unsigned int flags,
    MHD_AccessHandlerCallback handler,
    void *context,
    struct countersign_mhd_log *log,
    struct MHD_OptionItem *options)
{
    return MHD_start_daemon(flags, 0, NULL, NULL, handler, context,
                            MHD_OPTION_EXTERNAL_LOGGER, countersign_mhd_write_log, log,
                            MHD_OPTION_ARRAY, options, MHD_OPTION_END);
}

/// `MHD_get_connection_info` is variadic, which Swift can't call; none of our questions has arguments.
static inline const union MHD_ConnectionInfo *countersign_mhd_connection_info(
    struct MHD_Connection *connection,
    enum MHD_ConnectionInfoType type)
{
    return MHD_get_connection_info(connection, type);
}

/// The descriptor that tells of everything a daemon waits for; `MHD_get_daemon_info` is variadic too.
/// Negative where there is none.
static inline int countersign_mhd_epoll(struct MHD_Daemon *daemon)
{
    const union MHD_DaemonInfo *info = MHD_get_daemon_info(daemon, MHD_DAEMON_INFO_EPOLL_FD);
    return info == NULL ? -1 : info->epoll_fd;
}

#endif
