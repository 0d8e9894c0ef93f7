#include "ui/common/theme.h"

#include <cmath>

#include <QApplication>
#include <QPushButton>
#include <QSignalSpy>
#include <QToolButton>
#include <QtTest>

#include "ui/common/banner.h"
#include "ui/common/icons.h"

using ui::Scheme;

namespace {

double luminance(const QColor& color) {
    const auto linear = [](double c) {
        return c <= 0.03928 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) + 0.0722 * linear(color.blueF());
}

/// As WCAG 2 defines it.
double contrast(const QColor& one, const QColor& other) {
    const double a = luminance(one);
    const double b = luminance(other);
    return (std::max(a, b) + 0.05) / (std::min(a, b) + 0.05);
}

}  // namespace

class ThemeTest final : public QObject {
    Q_OBJECT

 private slots:
    void everyTextIsReadable_data() {
        QTest::addColumn<int>("scheme");
        QTest::newRow("light") << static_cast<int>(Scheme::Light);
        QTest::newRow("dark") << static_cast<int>(Scheme::Dark);
    }
    void everyTextIsReadable() {
        QFETCH(int, scheme);
        const ui::Colors& c = ui::colorsOf(static_cast<Scheme>(scheme));
        const std::pair<QColor, QColor> pairs[] = {
            {c.text, c.window},      {c.text, c.surface},        {c.text, c.raised},
            {c.text, c.bubble},      {c.text, c.code},           {c.text, c.selection},
            {c.dim, c.window},       {c.dim, c.surface},         {c.dim, c.code},
            {c.accent, c.window},    {c.onAccent, c.accentFill}, {c.danger, c.dangerFill},
            {c.notice, c.noticeFill}};
        for (const auto& [text, ground] : pairs) {
            QVERIFY2(
                contrast(text, ground) >= 4.5,
                qPrintable(
                    QString("%1 on %2: %3").arg(text.name(), ground.name()).arg(contrast(text, ground))));
        }
    }

    void whatCannotBeUsedIsFainterAndStillSeen_data() { everyTextIsReadable_data(); }
    void whatCannotBeUsedIsFainterAndStillSeen() {
        QFETCH(int, scheme);
        const ui::Colors& c = ui::colorsOf(static_cast<Scheme>(scheme));
        for (const QColor& ground : {c.window, c.surface}) {
            QVERIFY(contrast(c.faint, ground) >= 2.5);
            QVERIFY(contrast(c.faint, ground) < contrast(c.dim, ground) - 1.5);
        }
        QVERIFY(contrast(c.onAccent, c.accentDeep) >= 4.5);
    }

    void theChoiceWinsOverTheSystem() {
        ui::Theme theme(*qApp);
        theme.setSystemScheme(Scheme::Dark);
        QCOMPARE(theme.scheme(), Scheme::Dark);
        theme.apply(app::Theme::Light);
        QCOMPARE(theme.scheme(), Scheme::Light);
        QCOMPARE(ui::schemeOf(QApplication::palette()), Scheme::Light);
        theme.setSystemScheme(Scheme::Dark);
        QCOMPARE(theme.scheme(), Scheme::Light);
        theme.apply(app::Theme::System);
        QCOMPARE(ui::schemeOf(QApplication::palette()), Scheme::Dark);
    }

    void everyNameInTheStyleSheetIsAColour() {
        ui::Theme theme(*qApp);
        theme.apply(app::Theme::Light);
        QVERIFY(!qApp->styleSheet().isEmpty());
        const QString rules = qApp->styleSheet().section("*/", 1);
        QVERIFY2(!rules.contains('@'), qPrintable(rules.mid(rules.indexOf('@'), 40)));
    }

    void iconsFollowTheTheme() {
        ui::Theme theme(*qApp);
        const QIcon icon = ui::icons::icon("menu");
        const auto inked = [&] {
            const QImage image = icon.pixmap(24, 24).toImage();
            for (int y = 0; y < image.height(); ++y) {
                for (int x = 0; x < image.width(); ++x) {
                    if (qAlpha(image.pixel(x, y)) == 255) return QColor(image.pixel(x, y));
                }
            }
            return QColor();
        };
        theme.apply(app::Theme::Light);
        QCOMPARE(inked(), ui::colorsOf(Scheme::Light).text);
        theme.apply(app::Theme::Dark);
        QCOMPARE(inked(), ui::colorsOf(Scheme::Dark).text);
    }

    void aBannerIsDismissedAndItsButtonActs() {
        ui::Banner banner;
        int clicks = 0;
        banner.showSentence(ui::BannerKind::Problem, "It failed.", "Cure", [&] { ++clicks; });
        QVERIFY(!banner.isHidden());
        banner.showSentence(ui::BannerKind::Notice, "By the way.");
        QCOMPARE(banner.sentence(), QString("It failed."));
        banner.findChild<QPushButton*>("bannerButton")->click();
        QCOMPARE(clicks, 1);
        QVERIFY(banner.isHidden());
        banner.showSentence(ui::BannerKind::Notice, "By the way.");
        banner.findChild<QToolButton*>("bannerClose")->click();
        QVERIFY(banner.isHidden());
    }
};

QTEST_MAIN(ThemeTest)
#include "theme_test.moc"
