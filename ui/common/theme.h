#pragma once

#include <QColor>
#include <QObject>
#include <QPalette>

#include "app/settings/settings.h"

class QApplication;

namespace ui {

enum class Scheme { Light, Dark };

/// What palette roles don't name. Every other text colour has a contrast of at least 4.5 on the ground it
/// stands on.
struct Colors {
    QColor window;   ///< the window's ground
    QColor surface;  ///< fields, cards, menus
    QColor raised;   ///< under the mouse
    QColor border;
    QColor text;
    QColor dim;         ///< secondary text
    QColor faint;       ///< what cannot be used now: less than 4.5, and at least 2.5
    QColor accent;      ///< links, focus
    QColor accentFill;  ///< ground of the main button
    QColor accentDeep;  ///< the same under the mouse
    QColor onAccent;    ///< on accentFill
    QColor bubble;      ///< ground of a question
    QColor code;        ///< ground of code
    QColor selection;   ///< ground of selected text
    QColor dangerFill;  ///< ground of an error
    QColor danger;      ///< on dangerFill
    QColor noticeFill;  ///< ground of a notice, of the demo badge
    QColor notice;      ///< on noticeFill
    QColor success;     ///< the light of a ready model
};

const Colors& colorsOf(Scheme scheme);
/// By the palette of the widget that paints.
Scheme schemeOf(const QPalette& palette);
inline const Colors& colorsOf(const QPalette& palette) {
    return colorsOf(schemeOf(palette));
}

/// Dresses the application: Fusion, palette, style sheet, fonts with Chinese behind the system's own.
class Theme final : public QObject {
    Q_OBJECT

 public:
    explicit Theme(QApplication& application, QObject* parent = nullptr);

    void apply(app::Theme choice);
    Scheme scheme() const { return m_scheme; }
    /// What "System" means, as the desktop tells it.
    void setSystemScheme(Scheme scheme);

 private:
    void dress();

    QApplication& m_application;
    Scheme m_system;
    Scheme m_scheme;
    app::Theme m_choice = app::Theme::System;
    bool m_dressed = false;
};

}  // namespace ui
