// The message list for screen readers: a list whose items are the rows, made when they are asked for.
#pragma once

namespace hubbub::gui {

/// Once is enough; more often is harmless.
void installMessageAccessibility();

} // namespace hubbub::gui
