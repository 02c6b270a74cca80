#include "protocol/crypto/secret.h"

#include <sodium.h>

namespace hubbub::crypto {

void wipe(MutableBytes bytes)
{
    sodium_memzero(bytes.data(), bytes.size());
}

bool equalSecrets(ByteView a, ByteView b)
{
    return a.size() == b.size() && sodium_memcmp(a.data(), b.data(), a.size()) == 0;
}

} // namespace hubbub::crypto
