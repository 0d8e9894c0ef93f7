#pragma once

#include <QString>

namespace app {

enum class Tone { AsIs, Friendly, Formal, Simple };
enum class AnswerLanguage { AsAsked, Chinese, English };
enum class AnswerLength { AsIs, Short, Thorough };

/// How answers are to be, as the agent sets it at a click. The first of each leaves it to the model.
struct AnswerStyle {
    Tone tone = Tone::AsIs;
    AnswerLanguage language = AnswerLanguage::AsAsked;
    AnswerLength length = AnswerLength::AsIs;

    bool operator==(const AnswerStyle&) const = default;
};

/// For files and databases: words, so that they can be read and the enums reordered. What makes no sense
/// reads as the first of its kind.
QString wordsOf(const AnswerStyle& style);
AnswerStyle styleFrom(const QString& words);

/// What the model is told, in the language in which it is to answer; empty when all is left to it.
QString instructionsOf(const AnswerStyle& style, bool isChinese);

}  // namespace app
