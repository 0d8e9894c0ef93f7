#include <algorithm>

#include "engine/text/jinja/python_text.h"
#include "engine/text/regex.h"

namespace engine::jinja::python {
namespace {

bool isLower(char c) {
    return c >= 'a' && c <= 'z';
}
bool isUpper(char c) {
    return c >= 'A' && c <= 'Z';
}
char toUpper(char c) {
    return isLower(c) ? static_cast<char>(c - 'a' + 'A') : c;
}
char toLower(char c) {
    return isUpper(c) ? static_cast<char>(c - 'A' + 'a') : c;
}

/// Chinese, Japanese, emoji and the like have no case and pass; é or Я would come out wrong, so they fail.
void needsAsciiLetters(const MarkedText& text) {
    const auto isAscii = [](char c) { return static_cast<unsigned char>(c) < 0x80; };
    if (std::all_of(text.text.begin(), text.text.end(), isAscii)) return;
    const Regex cased(R"((?![\x00-\x7F])[\p{Cased}\p{CWU}\p{CWL}])");
    if (Regex::Search(cased).next(text.text, 0))
        fail("upper and lower case are known for ASCII letters only");
}

}  // namespace

MarkedText upper(const MarkedText& text) {
    needsAsciiLetters(text);
    MarkedText out = text;
    std::transform(out.text.begin(), out.text.end(), out.text.begin(), toUpper);
    return out;
}

MarkedText lower(const MarkedText& text) {
    needsAsciiLetters(text);
    MarkedText out = text;
    std::transform(out.text.begin(), out.text.end(), out.text.begin(), toLower);
    return out;
}

MarkedText capitalize(const MarkedText& text) {
    MarkedText out = lower(text);
    if (!out.text.empty()) out.text[0] = toUpper(out.text[0]);
    return out;
}

MarkedText title(const MarkedText& text) {
    MarkedText out = lower(text);
    bool inWord = false;
    for (char& c : out.text) {
        if (!inWord) c = toUpper(c);
        inWord = isLower(c) || isUpper(c);
    }
    return out;
}

}  // namespace engine::jinja::python
