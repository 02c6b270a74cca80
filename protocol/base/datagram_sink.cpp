#include "protocol/base/datagram_sink.h"

#include "protocol/base/check.h"

#include <algorithm>

namespace hubbub {

void DatagramSink::send(const Path& path, ByteView datagram)
{
    if (!ready())
        return;
    const MutableBytes target = buffer();
    CHECK(datagram.size() <= target.size());
    std::ranges::copy(datagram, target.begin());
    commit(path, datagram.size());
}

} // namespace hubbub
