#pragma once

#include <stdexcept>

#include <QString>

namespace app {

/// Something could not be kept or read: one sentence in the user's language.
class StoreError final : public std::runtime_error {
 public:
    explicit StoreError(const QString& sentence) : std::runtime_error(sentence.toStdString()) {}

    QString sentence() const { return QString::fromUtf8(what()); }
};

}  // namespace app
