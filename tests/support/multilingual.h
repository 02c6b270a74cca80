// Texts as people write them in several languages, drawn word by word, for whatever searches through them.
#pragma once

#include "protocol/base/entropy.h"

#include <array>
#include <string>
#include <string_view>

namespace hubbub::test {

inline constexpr std::array<std::string_view, 96> multilingualWords = {"the",
                                                                       "house",
                                                                       "meeting",
                                                                       "Server",
                                                                       "RESTART",
                                                                       "tomorrow",
                                                                       "at",
                                                                       "noon",
                                                                       "we",
                                                                       "should",
                                                                       "backup",
                                                                       "straße",
                                                                       "Über",
                                                                       "naïve",
                                                                       "café",
                                                                       "déjà",
                                                                       "vu",
                                                                       "İstanbul",
                                                                       "ﬁnal",
                                                                       "Ⅷ",
                                                                       "x²",
                                                                       "a",
                                                                       "b",
                                                                       "zz",
                                                                       "ok",
                                                                       "lol",
                                                                       "C++",
                                                                       "foo_bar",
                                                                       "100%",
                                                                       "it's",
                                                                       "\"so\"",
                                                                       "(yes)",
                                                                       "don’t",
                                                                       "—",
                                                                       "...",
                                                                       "!",
                                                                       "?",
                                                                       "你好",
                                                                       "大家好",
                                                                       "服务器",
                                                                       "今晚",
                                                                       "八点",
                                                                       "维护",
                                                                       "吃饭",
                                                                       "了吗",
                                                                       "我们",
                                                                       "明天",
                                                                       "开会",
                                                                       "数据库",
                                                                       "备份",
                                                                       "的",
                                                                       "是",
                                                                       "在",
                                                                       "鑫",
                                                                       "龘",
                                                                       "中文abc",
                                                                       "ABC中文",
                                                                       "こんにちは",
                                                                       "ありがとう",
                                                                       "サーバー",
                                                                       "ｻｰﾊﾞｰ",
                                                                       "会議",
                                                                       "明日",
                                                                       "カタカナ",
                                                                       "ひらがな",
                                                                       "안녕하세요",
                                                                       "서버",
                                                                       "회의",
                                                                       "내일",
                                                                       "감사합니다",
                                                                       "한",
                                                                       "привет",
                                                                       "СЕРВЕР",
                                                                       "завтра",
                                                                       "ёлка",
                                                                       "Ёж",
                                                                       "γεια",
                                                                       "ΣΊΣΥΦΟΣ",
                                                                       "σίσυφος",
                                                                       "مرحبا",
                                                                       "خادم",
                                                                       "שלום",
                                                                       "नमस्ते",
                                                                       "สวัสดี",
                                                                       "🙂",
                                                                       "👨‍👩‍👧",
                                                                       "🇨🇳",
                                                                       "e\u0301",
                                                                       "ｆｕｌｌ",
                                                                       "ＷＩＤＥ",
                                                                       "https://example.org/a?b=c",
                                                                       "http://例子.cn/路径",
                                                                       "hubbub://h:1/#k",
                                                                       "ftp://x.y",
                                                                       "xhttp://no",
                                                                       "https://"};

/// One to `most` words, with what stands between words: mostly a space, in Chinese often nothing.
inline std::string drawText(Entropy& entropy, std::uint64_t most)
{
    constexpr std::array<std::string_view, 8> between = {" ", " ", " ", "", "", "，", "\n", "\u3000"};
    std::string text;
    for (std::uint64_t count = 1 + entropy.drawBelow(most); count > 0; --count) {
        if (!text.empty())
            text += between[entropy.drawBelow(between.size())];
        text += multilingualWords[entropy.drawBelow(multilingualWords.size())];
    }
    return text;
}

} // namespace hubbub::test
