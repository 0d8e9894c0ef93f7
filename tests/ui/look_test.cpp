// No text is cut off and no Chinese window has English in it; ctest runs it at 100, 150 and 200 %.
#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QRegularExpression>
#include <QScrollArea>
#include <QSpinBox>
#include <QStyleOption>
#include <QToolButton>

#include "tests/ui/all_windows.h"
#include "ui/common/elided_label.h"

using test::Desk;
using test::FakeGenerator;

namespace {

constexpr int kSlack = 2;  ///< pixels that rounding may cost

QString describe(const QWidget* widget, const QString& text) {
    return QStringLiteral("%1 \"%2\": \"%3\" in %4×%5")
        .arg(QString::fromLatin1(widget->metaObject()->className()), widget->objectName(), text.left(60))
        .arg(widget->width())
        .arg(widget->height());
}

bool isCut(const QLabel& label) {
    if (label.text().isEmpty() || qobject_cast<const ui::ElidedLabel*>(&label)) return false;
    if (label.wordWrap()) return label.heightForWidth(label.width()) > label.height() + kSlack;
    return label.sizeHint().width() > label.width() + kSlack ||
           label.sizeHint().height() > label.height() + kSlack;
}

bool isCut(const QAbstractButton& button) {
    const auto* tool = qobject_cast<const QToolButton*>(&button);
    if (button.text().isEmpty() || (tool && tool->toolButtonStyle() == Qt::ToolButtonIconOnly)) return false;
    const int width = button.property("role") == "sample" ? button.maximumWidth() : button.width();
    return button.sizeHint().width() > width + kSlack ||
           button.sizeHint().height() > button.height() + kSlack;
}

QString cutText(const QComboBox& box) {
    QStyleOptionComboBox option;
    option.initFrom(&box);
    option.editable = box.isEditable();
    const QRect room =
        box.style()->subControlRect(QStyle::CC_ComboBox, &option, QStyle::SC_ComboBoxEditField, &box);
    for (int i = 0; i < box.count(); ++i) {
        if (box.fontMetrics().horizontalAdvance(box.itemText(i)) > room.width() + kSlack)
            return box.itemText(i);
    }
    return {};
}

QString cutText(const QLineEdit& edit) {
    const int room = edit.width() - 12;
    for (const QString& text : {edit.placeholderText(), edit.isReadOnly() ? edit.text() : QString()}) {
        if (edit.fontMetrics().horizontalAdvance(text) > room) return text;
    }
    return {};
}

QString cutText(QAbstractSpinBox& box) {
    auto* edit = box.findChild<QLineEdit*>();
    const QString text = box.specialValueText().isEmpty() ? edit->text() : box.specialValueText();
    return box.fontMetrics().horizontalAdvance(text) > edit->width() ? text : QString();
}

/// What is cut off in a window, in words.
QStringList cutIn(const QWidget& window) {
    QStringList cut;
    for (QWidget* widget : window.findChildren<QWidget*>()) {
        if (widget->window() != window.window() || !widget->isVisible()) continue;
        if (const auto* label = qobject_cast<QLabel*>(widget)) {
            if (isCut(*label)) cut += describe(label, label->text());
        } else if (const auto* button = qobject_cast<QAbstractButton*>(widget)) {
            if (isCut(*button)) cut += describe(button, button->text());
        } else if (const auto* box = qobject_cast<QComboBox*>(widget)) {
            if (const QString text = cutText(*box); !text.isEmpty()) cut += describe(box, text);
        } else if (auto* spin = qobject_cast<QAbstractSpinBox*>(widget)) {
            if (const QString text = cutText(*spin); !text.isEmpty()) cut += describe(spin, text);
        } else if (const auto* edit = qobject_cast<QLineEdit*>(widget)) {
            if (const QString text = cutText(*edit); !text.isEmpty()) cut += describe(edit, text);
        } else if (const auto* list = qobject_cast<QListWidget*>(widget)) {
            if (list->objectName() == "settingsPages" &&
                list->sizeHintForColumn(0) > list->viewport()->width() + kSlack)
                cut += describe(list, list->item(0)->text());
        }
        // A widget that hangs over its parent's edge is cut, unless it scrolls.
        const QWidget* parent = widget->parentWidget();
        const bool scrolls =
            parent != nullptr && qobject_cast<const QAbstractScrollArea*>(parent->parentWidget());
        if (parent != nullptr && !scrolls && !qobject_cast<QAbstractScrollArea*>(widget->parentWidget()) &&
            widget->geometry().right() > parent->width() + kSlack && !widget->isWindow())
            cut += describe(widget, QStringLiteral("hangs over the edge"));
    }
    return cut;
}

QStringList textsOf(const QWidget* widget) {
    QStringList texts{widget->toolTip(), widget->accessibleName(), widget->windowTitle(),
                      widget->accessibleDescription()};
    if (const auto* label = qobject_cast<const QLabel*>(widget)) texts += label->text();
    if (const auto* button = qobject_cast<const QAbstractButton*>(widget)) texts += button->text();
    if (const auto* edit = qobject_cast<const QPlainTextEdit*>(widget)) texts += edit->placeholderText();
    if (const auto* edit = qobject_cast<const QLineEdit*>(widget)) texts += edit->placeholderText();
    if (const auto* box = qobject_cast<const QAbstractSpinBox*>(widget)) texts += box->specialValueText();
    if (const auto* box = qobject_cast<const QComboBox*>(widget)) {
        for (int i = 0; i < box->count(); ++i)
            texts += box->itemText(i);
    }
    if (const auto* list = qobject_cast<const QListWidget*>(widget)) {
        for (int i = 0; i < list->count(); ++i)
            texts += list->item(i)->text();
    }
    for (const QAction* action : widget->actions())
        texts += action->text();
    return texts;
}

/// English that stays English in Chinese: names, keys, formats, addresses.
QString withoutNames(QString text) {
    static const QRegularExpression names(QStringLiteral(
        "GlanceDesk|GLM-4\\.6V-Flash|OpenAI|Markdown|English|Language|Enter|Shift|Ctrl|Esc|Tab|PgUp|PgDown|"
        "PgDn|PNG|JPEG|WebP|BMP|GIF|Top "
        "P|bf16|int8|int4|ClamAV|clamd|unix:|tcp:|--data|vLLM|PEM|glancedesk-cli "
        "keys|https?://[a-z.:0-9]+|https|"
        "keys_file|Qt\\s*[\\d.]*|[\\w/.-]*\\.(png|ini|json|log)|/models/fake|fake|CPU|float32|"
        "[KMGT]i?B|[EB]\\b|<[^>]*>|F\\d+|nginx|QR|LAN|API|URL|Hugging Face|ModelScope|/tmp/\\S*"));
    return text.remove(names);
}

QStringList englishIn(const QWidget& window) {
    static const QRegularExpression english(QStringLiteral("[A-Za-z]{2,}"));
    QStringList found;
    QList<const QWidget*> widgets{&window};
    for (const QWidget* widget : window.findChildren<QWidget*>())
        widgets += widget;
    for (const QWidget* widget : widgets) {
        if (widget->objectName() == "aboutText" || widget->objectName() == "logText") continue;
        for (const QString& text : textsOf(widget)) {
            if (withoutNames(text).contains(english)) found += describe(widget, text);
        }
    }
    return found;
}

}  // namespace

class LookTest final : public QObject {
    Q_OBJECT

 private:
    static std::vector<FakeGenerator::Step> script() { return {FakeGenerator::answer("回答 answer")}; }

    static void languages() {
        QTest::addColumn<app::Language>("language");
        QTest::newRow("zh") << app::Language::Chinese;
        QTest::newRow("en") << app::Language::English;
    }

 private slots:
    void noDialogCutsItsTexts_data() { languages(); }
    void noDialogCutsItsTexts() {
        QFETCH(app::Language, language);
        Desk desk(script(), language);
        int seen = 0;
        for (const QString& name : test::windowActions()) {
            QWidget* window = test::openBy(desk, name);
            QVERIFY2(window, qPrintable(name));
            QCoreApplication::processEvents();
            test::forEachPage(*window, [&] {
                ++seen;
                const QStringList cut = cutIn(*window);
                QVERIFY2(cut.isEmpty(), qPrintable(name + ":\n" + cut.join('\n')));
            });
            window->close();
            QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
        }
        QVERIFY(seen >= 12);
    }

    void theWindowCutsNoText_data() { languages(); }
    void theWindowCutsNoText() {
        QFETCH(app::Language, language);
        Desk desk(script(), language);
        for (const QSize size : {QSize(1180, 780), QSize(760, 560), QSize(440, 560)}) {
            desk.window.resize(size);
            QCoreApplication::processEvents();
            const QStringList cut = cutIn(desk.window);
            QVERIFY2(cut.isEmpty(), qPrintable(cut.join('\n')));
        }
        desk.ask("q");
        QTRY_COMPARE(desk.services.chat().conversation().turns.size(), 1);
        QTRY_COMPARE(desk.lastTurn().state, app::TurnState::Done);
        for (const QSize size : {QSize(440, 560), QSize(1180, 780)}) {
            desk.window.resize(size);
            QCoreApplication::processEvents();
            const QStringList cut = cutIn(desk.window);
            QVERIFY2(cut.isEmpty(), qPrintable(cut.join('\n')));
        }
    }

    void noChineseWindowHasEnglish() {
        Desk desk(script(), app::Language::Chinese);
        for (const QString& name : test::windowActions()) {
            QWidget* window = test::openBy(desk, name);
            QVERIFY2(window, qPrintable(name));
            test::forEachPage(*window, [&] {
                const QStringList english = englishIn(*window);
                QVERIFY2(english.isEmpty(), qPrintable(name + ":\n" + english.join('\n')));
            });
            window->close();
            QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
        }
        const QStringList english = englishIn(desk.window);
        QVERIFY2(english.isEmpty(), qPrintable(english.join('\n')));
    }

    void theTestSeesACutText() {
        QWidget window;
        QLabel label("a rather long text", &window);
        QPushButton button("a rather long text", &window);
        label.resize(20, 20);
        button.resize(30, 30);
        window.show();
        QCOMPARE(cutIn(window).size(), 2);
        label.adjustSize();
        button.adjustSize();
        window.resize(400, 200);
        QVERIFY(cutIn(window).isEmpty());
        label.setText("some English");
        QVERIFY(!englishIn(window).isEmpty());
    }
};

QTEST_MAIN(LookTest)
#include "look_test.moc"
