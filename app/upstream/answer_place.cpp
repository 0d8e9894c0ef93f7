#include "app/upstream/answer_place.h"

namespace app {
namespace {

constexpr auto between = " @ ";
constexpr auto here = "this computer";  // no host has a space in its name

}  // namespace

bool AnswerPlace::isHere() const {
    return host == QLatin1String(here);
}

std::string labelOf(const std::string& model, const std::string& host) {
    return model + between + host;
}

std::string labelOfHere(const std::string& model) {
    return labelOf(model, here);
}

std::optional<AnswerPlace> answerPlace(const QString& label) {
    const qsizetype at = label.lastIndexOf(QLatin1String(between));
    if (at <= 0) return std::nullopt;
    return AnswerPlace{label.left(at), label.mid(at + QLatin1String(between).size())};
}

}  // namespace app
