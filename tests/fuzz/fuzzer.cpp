// The program that libFuzzer drives. HUBBUB_FUZZ_TARGET in the environment says which target; libFuzzer's own
// arguments say the rest.

#include "protocol/base/check.h"
#include "protocol/crypto/identity.h"
#include "tests/fuzz/targets.h"

#include <cstdio>
#include <cstdlib>

namespace {

const hubbub::fuzz::Target* chosen = nullptr;

} // namespace

extern "C" int LLVMFuzzerInitialize(int*, char***)
{
    const char* const name = std::getenv("HUBBUB_FUZZ_TARGET");
    chosen = hubbub::fuzz::findTarget(name != nullptr ? name : "");
    if (chosen == nullptr) {
        std::fputs("HUBBUB_FUZZ_TARGET must be one of:\n", stderr);
        for (const auto& target : hubbub::fuzz::targets())
            std::fprintf(stderr, "  %.*s\n", static_cast<int>(target.name.size()), target.name.data());
        std::exit(2);
    }
    CHECK(hubbub::crypto::initialize());
    return 0;
}

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size)
{
    chosen->run({data, size});
    return 0;
}
