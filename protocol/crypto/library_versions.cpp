#include "protocol/crypto/library_versions.h"

#include <openssl/crypto.h>
#include <sodium.h>

namespace hubbub::crypto {

std::string sodiumVersion()
{
    return sodium_version_string();
}

std::string opensslVersion()
{
    return OpenSSL_version(OPENSSL_VERSION_STRING);
}

} // namespace hubbub::crypto
