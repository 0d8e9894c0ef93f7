#pragma once

#include <stdexcept>

#include <QByteArray>

#include "app/snippets/snippet.h"

namespace app {

/// One sentence in the user's language.
class SnippetError final : public std::runtime_error {
 public:
    explicit SnippetError(const QString& sentence) : std::runtime_error(sentence.toStdString()) {}

    QString sentence() const { return QString::fromUtf8(what()); }
};

/// Throws SnippetError when it isn't such a list, or one entry of it is not right.
Snippets snippetsFrom(const QByteArray& json);
QByteArray toJson(const Snippets& snippets);

/// Why this cannot be kept, in one sentence; empty when it can.
QString problemOf(const Snippet& snippet);

}  // namespace app
