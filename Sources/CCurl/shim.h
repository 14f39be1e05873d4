// Typed doors to libcurl's variadic functions and cast macros, which Swift can't import. No logic.
#include <curl/curl.h>

// curl_easy_setopt is variadic: one door for each type of argument.
static inline CURLcode countersign_easy_set_long(CURL *easy, CURLoption option, long value) {
    return curl_easy_setopt(easy, option, value);
}

// curl_off_t is 64 bits wide everywhere; a plain long is not.
static inline CURLcode countersign_easy_set_offset(CURL *easy, CURLoption option, curl_off_t value) {
    return curl_easy_setopt(easy, option, value);
}

// libcurl copies strings, POSTFIELDS excepted.
static inline CURLcode countersign_easy_set_string(CURL *easy, CURLoption option, const char *value) {
    return curl_easy_setopt(easy, option, value);
}

// For COPYPOSTFIELDS, PRIVATE, WRITEDATA, OPENSOCKETDATA and SHARE.
static inline CURLcode countersign_easy_set_pointer(CURL *easy, CURLoption option, const void *value) {
    return curl_easy_setopt(easy, option, value);
}

// The list stays the caller's and must outlive the transfer.
static inline CURLcode countersign_easy_set_list(CURL *easy, CURLoption option, struct curl_slist *value) {
    return curl_easy_setopt(easy, option, value);
}

// Function pointers have no common type in Swift: one door for each kind.
static inline CURLcode countersign_easy_set_write(CURL *easy, curl_write_callback call, void *context) {
    CURLcode code = curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, call);
    return code != CURLE_OK ? code : curl_easy_setopt(easy, CURLOPT_WRITEDATA, context);
}

// As above, for the function that gives the body of an upload.
static inline CURLcode countersign_easy_set_read(CURL *easy, curl_read_callback call, void *context) {
    CURLcode code = curl_easy_setopt(easy, CURLOPT_READFUNCTION, call);
    return code != CURLE_OK ? code : curl_easy_setopt(easy, CURLOPT_READDATA, context);
}

// As above, for the function that gets each line of a mail server's replies.
static inline CURLcode countersign_easy_set_header(CURL *easy, curl_write_callback call, void *context) {
    CURLcode code = curl_easy_setopt(easy, CURLOPT_HEADERFUNCTION, call);
    return code != CURLE_OK ? code : curl_easy_setopt(easy, CURLOPT_HEADERDATA, context);
}

// As above, for the function that makes sockets.
static inline CURLcode countersign_easy_set_open_socket(CURL *easy, curl_opensocket_callback call, void *context) {
    CURLcode code = curl_easy_setopt(easy, CURLOPT_OPENSOCKETFUNCTION, call);
    return code != CURLE_OK ? code : curl_easy_setopt(easy, CURLOPT_OPENSOCKETDATA, context);
}

// As above, for the function that is asked before each request goes out.
static inline CURLcode countersign_easy_set_prerequest(CURL *easy, curl_prereq_callback call, void *context) {
    CURLcode code = curl_easy_setopt(easy, CURLOPT_PREREQFUNCTION, call);
    return code != CURLE_OK ? code : curl_easy_setopt(easy, CURLOPT_PREREQDATA, context);
}

// curl_easy_getinfo is variadic: one door for each type of answer.
static inline CURLcode countersign_easy_get_long(CURL *easy, CURLINFO info, long *value) {
    return curl_easy_getinfo(easy, info, value);
}

// For RETRY_AFTER and the sizes that end in _T.
static inline CURLcode countersign_easy_get_offset(CURL *easy, CURLINFO info, curl_off_t *value) {
    return curl_easy_getinfo(easy, info, value);
}

// For PRIVATE: what PRIVATE was set to.
static inline CURLcode countersign_easy_get_pointer(CURL *easy, CURLINFO info, void **value) {
    return curl_easy_getinfo(easy, info, (char **)value);
}

// curl_multi_setopt is variadic.
static inline CURLMcode countersign_multi_set_long(CURLM *multi, CURLMoption option, long value) {
    return curl_multi_setopt(multi, option, value);
}

// curl_share_setopt is variadic.
static inline CURLSHcode countersign_share_set_long(CURLSH *share, CURLSHoption option, long value) {
    return curl_share_setopt(share, option, value);
}
