#include "protocol/chat/text.h"

#include "protocol/chat/utf8.h"

namespace hubbub::chat {

bool isValidUtf8(std::string_view text)
{
    while (!text.empty()) {
        const auto character = firstCharacter(text);
        if (!character.valid)
            return false;
        text.remove_prefix(character.bytes);
    }
    return true;
}

} // namespace hubbub::chat
