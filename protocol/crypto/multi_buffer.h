// Intel's multi-buffer library (intel-ipsec-mb), where the project was built with it and the processor has
// what it wants: it seals and opens several times faster than libsodium (docs/decisions/0006). Without it
// libsodium does all.
#pragma once

#ifdef HUBBUB_MULTI_BUFFER
#include <intel-ipsec-mb.h>
#else
struct IMB_MGR; // never made
#endif

namespace hubbub::crypto {

/// The library's functions for this processor, found once and used from all threads: what is called through
/// it keeps its state with the caller. nullptr: not to be had.
const IMB_MGR* multiBuffer();

} // namespace hubbub::crypto
