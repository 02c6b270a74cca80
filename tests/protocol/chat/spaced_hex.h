// Hex with spaces between what belongs together, as people read it.
#pragma once

#include "tests/support/hex.h"

#include <QByteArray>

namespace hubbub::test {

inline QByteArray joined(const char* spaced)
{
    return QByteArray(spaced).replace(' ', "");
}

inline Bytes bytesOfHex(const QByteArray& spaced)
{
    return hex(joined(spaced.constData()).toStdString());
}

inline QByteArray hexOf(ByteView bytes)
{
    return QByteArray::fromStdString(toHex(bytes));
}

} // namespace hubbub::test
