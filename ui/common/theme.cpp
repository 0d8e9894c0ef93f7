#include "ui/common/theme.h"

#include <utility>

#include <QApplication>
#include <QFile>
#include <QFontDatabase>
#include <QStyleFactory>

namespace ui {

namespace {

const Colors kLight{.window = "#f7f8fa",
                    .surface = "#ffffff",
                    .raised = "#eceff4",
                    .border = "#d9dee6",
                    .text = "#1b1f27",
                    .dim = "#566070",
                    .faint = "#929aa8",
                    .accent = "#1f5fd6",
                    .accentFill = "#2463db",
                    .accentDeep = "#1b52bd",
                    .onAccent = "#ffffff",
                    .bubble = "#e3ecfd",
                    .code = "#eef1f5",
                    .selection = "#b9d2fb",
                    .dangerFill = "#fdeceb",
                    .danger = "#a3201a",
                    .noticeFill = "#fff2d1",
                    .notice = "#6f4700",
                    .success = "#168a50"};

const Colors kDark{.window = "#15171c",
                   .surface = "#1e2128",
                   .raised = "#2a2e37",
                   .border = "#363b46",
                   .text = "#e8eaef",
                   .dim = "#a3abb9",
                   .faint = "#6d7583",
                   .accent = "#7fb0ff",
                   .accentFill = "#2c68e0",
                   .accentDeep = "#2459cb",
                   .onAccent = "#ffffff",
                   .bubble = "#25324a",
                   .code = "#22262f",
                   .selection = "#2f4f86",
                   .dangerFill = "#40201f",
                   .danger = "#ffb8b3",
                   .noticeFill = "#3a2f13",
                   .notice = "#ffd982",
                   .success = "#4cc38a"};

QPalette paletteOf(const Colors& colors) {
    QPalette palette;
    palette.setColor(QPalette::Window, colors.window);
    palette.setColor(QPalette::WindowText, colors.text);
    palette.setColor(QPalette::Base, colors.surface);
    palette.setColor(QPalette::AlternateBase, colors.raised);
    palette.setColor(QPalette::Text, colors.text);
    palette.setColor(QPalette::PlaceholderText, colors.dim);
    palette.setColor(QPalette::Button, colors.surface);
    palette.setColor(QPalette::ButtonText, colors.text);
    palette.setColor(QPalette::BrightText, colors.danger);
    palette.setColor(QPalette::ToolTipBase, colors.surface);
    palette.setColor(QPalette::ToolTipText, colors.text);
    palette.setColor(QPalette::Highlight, colors.selection);
    palette.setColor(QPalette::HighlightedText, colors.text);
    palette.setColor(QPalette::Link, colors.accent);
    palette.setColor(QPalette::LinkVisited, colors.accent);
    palette.setColor(QPalette::Light, colors.raised);
    palette.setColor(QPalette::Midlight, colors.raised);
    palette.setColor(QPalette::Mid, colors.border);
    palette.setColor(QPalette::Dark, colors.border);
    palette.setColor(QPalette::Shadow, colors.border);
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText}) {
        palette.setColor(QPalette::Disabled, role, colors.faint);
    }
    return palette;
}

/// The style sheet names colours as @name.
QString sheetOf(const Colors& colors) {
    QFile file(QStringLiteral(":/themes/window.qss"));
    if (!file.open(QIODevice::ReadOnly)) return {};
    QString sheet = QString::fromUtf8(file.readAll());
    const std::pair<const char*, QColor> names[] = {
        {"@window", colors.window},
        {"@surface", colors.surface},
        {"@raised", colors.raised},
        {"@border", colors.border},
        {"@text", colors.text},
        {"@dim", colors.dim},
        {"@faint", colors.faint},
        {"@accentFill", colors.accentFill},
        {"@accentDeep", colors.accentDeep},
        {"@onAccent", colors.onAccent},
        {"@accent", colors.accent},
        {"@bubble", colors.bubble},
        {"@code", colors.code},
        {"@selection", colors.selection},
        {"@dangerFill", colors.dangerFill},
        {"@danger", colors.danger},
        {"@noticeFill", colors.noticeFill},
        {"@notice", colors.notice},
        {"@success", colors.success},
    };
    for (const auto& [name, color] : names)
        sheet.replace(QLatin1String(name), color.name());
    return sheet;
}

/// The desktop's own font first; then fonts that have Chinese, so that no fallback picks Japanese shapes.
QFont fontWithChinese(QFont font) {
    QStringList families = font.families().isEmpty() ? QStringList{font.family()} : font.families();
    const QStringList known = QFontDatabase::families();
    for (const char* name : {"Noto Sans CJK SC", "Source Han Sans SC", "Microsoft YaHei UI", "PingFang SC",
                             "WenQuanYi Micro Hei"}) {
        const QString family = QString::fromLatin1(name);
        if (known.contains(family) && !families.contains(family)) families += family;
    }
    font.setFamilies(families);
    if (font.pointSizeF() > 0 && font.pointSizeF() < 10.5) font.setPointSizeF(10.5);
    return font;
}

}  // namespace

const Colors& colorsOf(Scheme scheme) {
    return scheme == Scheme::Dark ? kDark : kLight;
}

Scheme schemeOf(const QPalette& palette) {
    return palette.color(QPalette::Window).lightness() < palette.color(QPalette::WindowText).lightness()
               ? Scheme::Dark
               : Scheme::Light;
}

Theme::Theme(QApplication& application, QObject* parent)
    : QObject(parent),
      m_application(application),
      m_system(schemeOf(QApplication::palette())),
      m_scheme(m_system) {
    QApplication::setStyle(QStyleFactory::create(QStringLiteral("Fusion")));
    QApplication::setFont(fontWithChinese(QApplication::font()));
}

void Theme::setSystemScheme(Scheme scheme) {
    m_system = scheme;
    apply(m_choice);
}

void Theme::apply(app::Theme choice) {
    m_choice = choice;
    const Scheme before = std::exchange(m_scheme, choice == app::Theme::System ? m_system
                                                  : choice == app::Theme::Dark ? Scheme::Dark
                                                                               : Scheme::Light);
    if (!m_dressed || before != m_scheme) dress();
}

void Theme::dress() {
    m_dressed = true;
    const Colors& colors = colorsOf(m_scheme);
    QApplication::setPalette(paletteOf(colors));
    m_application.setStyleSheet(sheetOf(colors));
}

}  // namespace ui
