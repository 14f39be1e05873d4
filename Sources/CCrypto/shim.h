// The part of libcrypto that the keys' door uses. Every call of it is an ordinary function and every
// constant a plain number or string, which Swift imports as they are: no wrapper is needed.
#include <openssl/evp.h>
#include <openssl/core_names.h>
#include <openssl/params.h>
#include <openssl/rand.h>
#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <openssl/ecdsa.h>
