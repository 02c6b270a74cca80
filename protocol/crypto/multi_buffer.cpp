#include "protocol/crypto/multi_buffer.h"

#include <cstdint>

namespace hubbub::crypto {

namespace {

#ifdef HUBBUB_MULTI_BUFFER
const IMB_MGR* find()
{
    IMB_MGR* const manager = alloc_mb_mgr(0);
    if (manager == nullptr)
        return nullptr;
    IMB_ARCH architecture = IMB_ARCH_NONE;
    init_mb_mgr_auto(manager, &architecture);
    constexpr std::uint64_t wanted = IMB_FEATURE_AESNI | IMB_FEATURE_PCLMULQDQ;
    // IMB_ARCH_NOAESNI is a stand-in for processors without the instructions, and not constant in time.
    if (architecture >= IMB_ARCH_SSE && (manager->features & wanted) == wanted && imb_get_errno(manager) == 0)
        return manager;
    free_mb_mgr(manager);
    return nullptr;
}
#else
const IMB_MGR* find()
{
    return nullptr;
}
#endif

} // namespace

const IMB_MGR* multiBuffer()
{
    static const IMB_MGR* const manager = find();
    return manager;
}

} // namespace hubbub::crypto
