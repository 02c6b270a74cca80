#include "protocol/crypto/library_versions.h"

#include "protocol/crypto/multi_buffer.h"

#include <sodium.h>

namespace hubbub::crypto {

std::string sodiumVersion()
{
    return sodium_version_string();
}

std::string multiBufferVersion()
{
#ifdef HUBBUB_MULTI_BUFFER
    if (multiBuffer() != nullptr)
        return imb_get_version_str();
#endif
    return {};
}

} // namespace hubbub::crypto
