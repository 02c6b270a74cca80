#include "protocol/client/command_line.h"

#include "protocol/chat/text.h"

#include <algorithm>
#include <array>

namespace hubbub::client {

namespace {

constexpr std::array commandList{
    CommandInfo{"help", "[COMMAND]", "lists the commands, or tells about one"},
    CommandInfo{"nick", "NAME", "takes another name"},
    CommandInfo{"me", "TEXT", "says what you do: /me waves"},
    CommandInfo{"who", "", "lists who is here"},
    CommandInfo{"topic", "[TEXT]", "shows the room's topic; admins set it, and a - takes it away"},
    CommandInfo{"search", "WORDS", "finds messages that hold all these words"},
    CommandInfo{"goto", "DATE|#NUMBER", "shows what was said then: /goto 2026-01-31, /goto 2026-01-31 18:30"},
    CommandInfo{"complete", "", "tells how far what is shown is proven to be without a gap"},
    CommandInfo{"ignore", "[NAME]",
                "hides what someone says, on your screen only; alone: lists whom you ignore"},
    CommandInfo{"unignore", "NAME", "shows what they say again"},
    CommandInfo{"clear", "", "clears the screen; the room keeps everything"},
    CommandInfo{"away", "[TEXT]", "tells the others that you are away, and why"},
    CommandInfo{"back", "", "tells them that you are back"},
    CommandInfo{
        "remove", "NAME|#NUMBER [WHY]",
        "takes back the last message of someone, or the one with this number: your own, or as an admin "
        "anybody's"},
    CommandInfo{"ack", "[#NUMBER]", "confirms that you have read a notice that asks for it"},
    CommandInfo{"reconnect", "", "tries at once to reach the server again"},
    CommandInfo{"quit", "[REASON]", "leaves the room"},
    CommandInfo{"announce", "[--ack] TEXT",
                "tells everyone something as the admin; with --ack they are asked to confirm", true},
    CommandInfo{"acks", "[#NUMBER]", "tells who has confirmed a notice", true},
    CommandInfo{"kick", "NAME|#NUMBER [WHY]", "removes someone from the room", true},
    CommandInfo{"ban", "NAME|#NUMBER|ADDRESS|KEY [for 2h] [WHY]", "removes someone and keeps them out", true},
    CommandInfo{"unban", "NAME|#NUMBER|ADDRESS|KEY", "lets them in again", true},
    CommandInfo{"bans", "", "lists who is kept out, and who may not speak", true},
    CommandInfo{"mute", "NAME|#NUMBER|ADDRESS|KEY [for 10m] [WHY]", "lets someone read but not speak", true},
    CommandInfo{"unmute", "NAME|#NUMBER|ADDRESS|KEY", "lets them speak again", true},
    CommandInfo{"lock", "", "lets nobody else enter", true},
    CommandInfo{"unlock", "", "lets people enter again", true},
};

/// What an input method types for the space bar while it writes Chinese.
constexpr std::string_view ideographicSpace = "\xe3\x80\x80";

/// Bytes of the white space that the text begins with; 0 if it begins with something else.
std::size_t spaceAtFront(std::string_view text)
{
    if (!text.empty() && std::string_view(" \t\n\v\f\r").find(text.front()) != std::string_view::npos)
        return 1;
    return text.starts_with(ideographicSpace) ? ideographicSpace.size() : 0;
}

std::size_t spaceAtBack(std::string_view text)
{
    if (!text.empty() && std::string_view(" \t\n\v\f\r").find(text.back()) != std::string_view::npos)
        return 1;
    return text.ends_with(ideographicSpace) ? ideographicSpace.size() : 0;
}

std::string_view trimmed(std::string_view text)
{
    while (const auto bytes = spaceAtFront(text))
        text.remove_prefix(bytes);
    while (const auto bytes = spaceAtBack(text))
        text.remove_suffix(bytes);
    return text;
}

/// Takes what stands before the first white space.
std::string_view takeWord(std::string_view& text)
{
    std::size_t length = 0;
    while (length < text.size() && spaceAtFront(text.substr(length)) == 0)
        ++length;
    const auto word = text.substr(0, length);
    text.remove_prefix(length);
    return word;
}

std::string lowerCase(std::string_view text)
{
    std::string lower(text);
    std::ranges::transform(lower, lower.begin(), [](char letter) {
        return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
    });
    return lower;
}

} // namespace

std::span<const CommandInfo> commands()
{
    return commandList;
}

const CommandInfo* findCommand(std::string_view word)
{
    const auto* const found = std::ranges::find(commandList, word, &CommandInfo::word);
    return found == commandList.end() ? nullptr : found;
}

chat::Refusal unbuiltRefusal(std::string_view word)
{
    return {chat::RefusalCode::unknownCommand,
            "/" + std::string(word) + " is not there yet in this version; /help lists what is.", std::nullopt,
            std::nullopt};
}

Result<ParsedLine, chat::Refusal> parseLine(std::string_view line)
{
    if (!line.starts_with('/'))
        return ParsedLine(SayLine{std::string(line)});
    line.remove_prefix(1);
    if (line.starts_with('/'))
        return ParsedLine(SayLine{std::string(line)});

    const std::string word = lowerCase(takeWord(line));
    if (findCommand(word) == nullptr) {
        return Unexpected(chat::Refusal{chat::RefusalCode::unknownCommand,
                                        "There is no command /" + chat::printable(word)
                                            + ". /help lists the commands; a message that begins with a "
                                              "slash is typed with two.",
                                        std::nullopt, std::nullopt});
    }
    std::string rest(trimmed(line));
    if (word == "me")
        return ParsedLine(ActionLine{std::move(rest)});
    return ParsedLine(CommandLine{word, std::move(rest)});
}

} // namespace hubbub::client
