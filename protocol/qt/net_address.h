// Addresses between Qt and the engines.
#pragma once

#include "protocol/base/address.h"

#include <QHostAddress>

namespace hubbub::qt {

QHostAddress toHostAddress(const IpAddress& ip);
IpAddress fromHostAddress(const QHostAddress& address);

} // namespace hubbub::qt
