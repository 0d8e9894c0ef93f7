#include "app/chat/answer_style.h"

#include <array>

#include <QStringList>

namespace app {
namespace {

constexpr std::array<const char*, 4> toneWords = {"", "friendly", "formal", "simple"};
constexpr std::array<const char*, 3> languageWords = {"", "zh", "en"};
constexpr std::array<const char*, 3> lengthWords = {"", "short", "thorough"};

constexpr std::array<const char*, 4> toneZh = {"", "语气亲切友好，体谅客户的处境。", "语气正式、专业。",
                                               "用没有技术背景的人也能看懂的话，不用术语。"};
constexpr std::array<const char*, 4> toneEn = {
    "", "Write in a warm and friendly tone that shows understanding for the customer.",
    "Write in a formal, professional tone.",
    "Write in plain words that people without technical knowledge understand; use no jargon."};
constexpr std::array<const char*, 3> languageZh = {"", "请用中文回答。", ""};
constexpr std::array<const char*, 3> languageEn = {"", "", "Answer in English."};
constexpr std::array<const char*, 3> lengthZh = {
    "", "回答要简短，只说要点，不超过三句话或五个步骤。",
    "回答要详尽：说明原因，写出每个步骤，并说明如何确认已解决。"};
constexpr std::array<const char*, 3> lengthEn = {
    "", "Keep the answer short: only what matters, in at most three sentences or five steps.",
    "Be thorough: explain the cause, give every step, and say how to check that it is solved."};

template <class Enum, std::size_t count>
Enum choiceOf(const QStringList& parts, int index, const std::array<const char*, count>& words) {
    const QString word = parts.value(index);
    for (std::size_t i = 0; i < count; ++i) {
        if (word == QLatin1String(words[i])) return static_cast<Enum>(i);
    }
    return static_cast<Enum>(0);
}

template <class Enum, std::size_t count>
QString at(const std::array<const char*, count>& words, Enum value) {
    return QString::fromUtf8(words.at(static_cast<std::size_t>(value)));
}

}  // namespace

QString wordsOf(const AnswerStyle& style) {
    if (style == AnswerStyle()) return {};
    return QStringList{at(toneWords, style.tone), at(languageWords, style.language),
                       at(lengthWords, style.length)}
        .join(u'/');
}

AnswerStyle styleFrom(const QString& words) {
    const QStringList parts = words.split(u'/');
    return {choiceOf<Tone>(parts, 0, toneWords), choiceOf<AnswerLanguage>(parts, 1, languageWords),
            choiceOf<AnswerLength>(parts, 2, lengthWords)};
}

QString instructionsOf(const AnswerStyle& style, bool isChinese) {
    const bool chinese =
        style.language == AnswerLanguage::AsAsked ? isChinese : style.language == AnswerLanguage::Chinese;
    QStringList sentences{at(chinese ? languageZh : languageEn, style.language),
                          at(chinese ? toneZh : toneEn, style.tone),
                          at(chinese ? lengthZh : lengthEn, style.length)};
    sentences.removeAll({});
    return sentences.join(chinese ? QString() : QStringLiteral(" "));
}

}  // namespace app
