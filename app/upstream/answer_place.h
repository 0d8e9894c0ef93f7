#pragma once

#include <optional>

#include <QString>

namespace app {

/// Who answered, as it is kept with a turn: "MODEL @ HOST"; a model of this computer has its name alone,
/// unless it answered in another one's place, which reads "MODEL @ this computer".
struct AnswerPlace {
    QString model;
    QString host;

    bool isHere() const;
};

std::string labelOf(const std::string& model, const std::string& host);
/// Of a model that answers on this computer in another's place.
std::string labelOfHere(const std::string& model);

/// Empty for the label of a model of this computer.
std::optional<AnswerPlace> answerPlace(const QString& label);

}  // namespace app
