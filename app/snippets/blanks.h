#pragma once

#include <QHash>
#include <QList>
#include <QString>

namespace app {

/// A {{slot}} in a text: where it stands, braces included, and what belongs there.
struct Blank {
    int start = 0;
    int length = 0;
    QString name;
};

/// In the order of the text. Braces that nest, are empty, span lines or hold more than 60 characters are
/// plain text.
QList<Blank> blanksIn(const QString& text);

/// The text with the blanks that are known by name, in any case, filled in.
QString filled(const QString& text, const QHash<QString, QString>& known);

/// What every blank may ask for: the date, the time and what is on the clipboard, by their Chinese and
/// English names.
QHash<QString, QString> knownBlanks(const QString& clipboard);

}  // namespace app
