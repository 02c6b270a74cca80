#include "protocol/chat/icu_version.h"

#include <unicode/uversion.h>

namespace hubbub::chat {

std::string icuVersion()
{
    UVersionInfo version{};
    u_getVersion(version);
    char text[U_MAX_VERSION_STRING_LENGTH]{};
    u_versionToString(version, text);
    return text;
}

} // namespace hubbub::chat
