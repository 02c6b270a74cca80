// What the chain proves of what is here, in a sentence.
#pragma once

#include "protocol/client/chain_proof.h"

#include <QString>

namespace hubbub::screen {

/// `Complete from #1 to #4812.`, or where it is broken.
QString completenessText(const client::Completeness& known);

} // namespace hubbub::screen
