// What the window says to those who cannot see it, or cannot read English.
#include <QAccessible>
#include <QAction>
#include <QComboBox>
#include <QLabel>
#include <QMenu>
#include <QRegularExpression>
#include <QToolButton>

#include "app/conversations/conversation_library.h"
#include "tests/ui/all_windows.h"
#include "tests/ui/desk.h"
#include "ui/common/banner.h"
#include "ui/dialogs/about_dialog.h"
#include "ui/sidebar/conversation_list.h"
#include "ui/viewer/picture_viewer.h"

using test::Desk;
using test::FakeGenerator;

namespace {

bool isControl(const QWidget* widget) {
    // The field inside a spin box hands the keyboard to the box, which has the name.
    return (widget->focusPolicy() & Qt::TabFocus) && widget->focusProxy() == nullptr;
}

QString describe(const QWidget* widget) {
    return QStringLiteral("%1 \"%2\"")
        .arg(QString::fromLatin1(widget->metaObject()->className()), widget->objectName());
}

/// Everything that a person may press or type into and that is in sight.
QList<QWidget*> controlsOf(const QWidget& window) {
    QList<QWidget*> controls;
    for (QWidget* widget : window.findChildren<QWidget*>()) {
        const bool isInside = widget->window() == &window || window.isAncestorOf(widget);
        if (isInside && widget->window() == window.window() && widget->isVisible() && isControl(widget))
            controls += widget;
    }
    return controls;
}

void everyControlHasItsNames(const QWidget& window) {
    for (QWidget* widget : controlsOf(window)) {
        QVERIFY2(!widget->objectName().isEmpty(), qPrintable(describe(widget)));
        QAccessibleInterface* accessible = QAccessible::queryAccessibleInterface(widget);
        QVERIFY2(accessible, qPrintable(describe(widget)));
        QVERIFY2(!accessible->text(QAccessible::Name).isEmpty(), qPrintable(describe(widget)));
        const auto* button = qobject_cast<const QAbstractButton*>(widget);
        if (button && (button->text().isEmpty() || qobject_cast<const QToolButton*>(button))) {
            QVERIFY2(!button->toolTip().isEmpty() || !button->text().isEmpty(), qPrintable(describe(widget)));
        }
    }
}

/// The controls that Tab goes through, by the chain that Qt follows.
void tabReachesEveryControl(QWidget& window) {
    QSet<QWidget*> reached;
    QWidget* widget = &window;
    do {
        reached += widget;
        widget = widget->nextInFocusChain();
    } while (widget != &window && reached.size() < 10000);
    for (QWidget* control : controlsOf(window)) {
        if (control->isEnabled()) QVERIFY2(reached.contains(control), qPrintable(describe(control)));
    }
}

void collectObjects(QAccessibleInterface* from, QSet<QObject*>& found) {
    if (from->object() != nullptr) found += from->object();
    for (int i = 0; i < from->childCount(); ++i) {
        QAccessibleInterface* child = from->child(i);
        // An item of a list is no object of its own and has nothing inside.
        if (child != nullptr && child->object() != nullptr) collectObjects(child, found);
    }
}

/// A screen reader goes down from the window and finds each of them, with a name.
void aReaderFindsEveryControl(QWidget& window) {
    QSet<QObject*> found;
    collectObjects(QAccessible::queryAccessibleInterface(&window), found);
    for (QWidget* control : controlsOf(window))
        QVERIFY2(found.contains(control), qPrintable(describe(control)));
    for (QObject* object : found) {
        const auto* button = qobject_cast<QAbstractButton*>(object);
        if (button == nullptr || !button->isVisible()) continue;
        QVERIFY2(!QAccessible::queryAccessibleInterface(object)->text(QAccessible::Name).isEmpty(),
                 qPrintable(describe(button) + " in " + describe(button->parentWidget())));
    }
}

/// All that is written on a widget.
QStringList textsOf(const QWidget* widget) {
    QStringList texts{widget->toolTip(), widget->accessibleName(), widget->windowTitle()};
    if (const auto* label = qobject_cast<const QLabel*>(widget)) texts += label->text();
    if (const auto* button = qobject_cast<const QAbstractButton*>(widget)) texts += button->text();
    if (const auto* edit = qobject_cast<const QPlainTextEdit*>(widget)) texts += edit->placeholderText();
    if (const auto* menu = qobject_cast<const QMenu*>(widget)) texts += menu->title();
    for (const QAction* action : widget->actions())
        texts += action->text();
    return texts;
}

/// English words that stay English in Chinese: names, keys, formats.
QString withoutNames(QString text) {
    static const QRegularExpression names(
        QStringLiteral("GlanceDesk|GLM-4\\.6V-Flash|Markdown|English|Language|Enter|Shift|Ctrl|Esc|PgUp|"
                       "PgDown|PgDn|MIT|PNG|JPEG|WebP|BMP|GIF|"
                       "router_red_light\\.png|settings\\.ini|/models/"
                       "fake|fake|CPU|float32|[KMG]iB|[EB]\\b|<[^>]*>|[a-z_]+\\.png"));
    return text.remove(names);
}

}  // namespace

class AccessibilityTest final : public QObject {
    Q_OBJECT

 private:
    /// A window in which as much as possible is in sight.
    static void fill(Desk& desk) {
        desk.window.attach({GLANCEDESK_SOURCE_DIR "/resources/samples/router_red_light.png"});
        desk.ask("q");
        QTRY_COMPARE(desk.services.chat().conversation().turns.size(), 1);
        QTRY_COMPARE(desk.lastTurn().state, app::TurnState::Done);
        desk.window.attach({GLANCEDESK_SOURCE_DIR "/resources/samples/router_red_light.png"});
        QTRY_COMPARE(desk.composer().pictures().size(), 1);
        desk.find<ui::Banner>("banner")->showSentence(ui::BannerKind::Problem, desk.services.chat().tr("?"));
        QTRY_VERIFY(desk.find<QToolButton>("copyAnswer")->isVisible());
        QTRY_VERIFY(desk.find<QWidget>("conversationList")->isVisible());
    }
    static std::vector<FakeGenerator::Step> script() {
        return {FakeGenerator::thinking("hmm"), FakeGenerator::answer("答")};
    }

 private slots:
    void everyControlHasNamesAndTabReachesIt() {
        Desk desk(script());
        everyControlHasItsNames(desk.window);
        tabReachesEveryControl(desk.window);
        fill(desk);
        QVERIFY(controlsOf(desk.window).size() >= 11);
        everyControlHasItsNames(desk.window);
        tabReachesEveryControl(desk.window);
        aReaderFindsEveryControl(desk.window);

        ui::PictureViewer viewer(desk.lastTurn().pictures + desk.lastTurn().pictures, 0);
        viewer.open();
        everyControlHasItsNames(viewer);
        tabReachesEveryControl(viewer);
        aReaderFindsEveryControl(viewer);
        auto* about = new ui::AboutDialog;
        about->open();
        everyControlHasItsNames(*about);
        about->close();
    }

    void everyWindowOfTheMenuHasNamesAndTabReachesAll() {
        Desk desk(script());
        int seen = 0;
        for (const QString& name : test::windowActions()) {
            QWidget* window = test::openBy(desk, name);
            QVERIFY2(window, qPrintable(name));
            QVERIFY2(!window->accessibleName().isEmpty() || !window->windowTitle().isEmpty(),
                     qPrintable(name));
            test::forEachPage(*window, [&] {
                ++seen;
                everyControlHasItsNames(*window);
                if (window->isWindow()) tabReachesEveryControl(*window);
                aReaderFindsEveryControl(*window);
            });
            window->close();
            QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
        }
        QVERIFY(seen >= 12);
    }

    void everyActionHasAnObjectNameAndWords() {
        Desk desk;
        for (const QAction* action : desk.find<QMenu>("mainMenu")->actions()) {
            if (action->isSeparator() || action->menu()) continue;
            QVERIFY2(!action->objectName().isEmpty(), qPrintable(action->text()));
            QVERIFY(!action->text().isEmpty());
        }
    }

    void messagesCanBeReadByAScreenReader() {
        Desk desk(script());
        desk.ask("what is it?");
        QTRY_COMPARE(desk.lastTurn().state, app::TurnState::Done);
        QAccessibleInterface* list = QAccessible::queryAccessibleInterface(&desk.list());
        QVERIFY(list);
        QCOMPARE(list->role(), QAccessible::List);
        QCOMPARE(list->childCount(), 2);
        QCOMPARE(list->child(0)->text(QAccessible::Name), QString("You: what is it?"));
        QVERIFY(list->child(1)->text(QAccessible::Name).contains("答"));
        QVERIFY(desk.window.rect().contains(desk.window.mapFromGlobal(list->child(1)->rect().center())));
    }

    void aChineseWindowHasNoEnglish() {
        Desk desk(script(), app::Language::Chinese);
        const auto check = [](const QWidget& window) {
            QList<QWidget*> widgets = window.findChildren<QWidget*>();
            for (const QWidget* widget : widgets) {
                for (const QString& text : textsOf(widget)) {
                    static const QRegularExpression english(QStringLiteral("[A-Za-z]{2,}"));
                    QVERIFY2(!withoutNames(text).contains(english),
                             qPrintable(describe(widget) + ": " + text));
                }
            }
        };
        QCOMPARE(desk.window.windowTitle(), QString("图答"));
        check(desk.window);
        fill(desk);
        check(desk.window);
        ui::PictureViewer viewer(desk.lastTurn().pictures, 0);
        check(viewer);
    }

    void conversationsCanBeReadByAScreenReader() {
        Desk desk(script());
        fill(desk);
        auto* view = desk.find<ui::ConversationList>("conversationList");
        QAccessibleInterface* list = QAccessible::queryAccessibleInterface(view);
        QVERIFY(list);
        QCOMPARE(list->role(), QAccessible::List);
        QCOMPARE(list->childCount(), 1);
        QCOMPARE(list->child(0)->text(QAccessible::Name), QString("q, open"));
    }

    void theMenusOfConversationsAreChinese() {
        Desk desk(script(), app::Language::Chinese);
        fill(desk);
        desk.services.library().addFolder("客户");
        auto* view = desk.find<ui::ConversationList>("conversationList");
        view->setCurrentIndex(view->model()->index(0, 0));
        emit view->menuRequested({});
        desk.find<QToolButton>("placeButton")->click();
        static const QRegularExpression english(QStringLiteral("[A-Za-z]{2,}"));
        for (const char* name : {"conversationMenu", "placeMenu", "folderMenu", "tagMenu"}) {
            const auto* menu = desk.find<QMenu>(name);
            QVERIFY2(menu, name);
            for (const QString& text : textsOf(menu))
                QVERIFY2(!withoutNames(text).contains(english), qPrintable(text));
        }
    }

    void theLanguageIsSwitchedWhileRunning() {
        Desk desk;
        QCOMPARE(desk.window.windowTitle(), QString("GlanceDesk"));
        desk.find<QAction>("languageChinese")->trigger();
        QTRY_COMPARE(desk.window.windowTitle(), QString("图答"));
        QTRY_COMPARE(desk.find<QAction>("actionNew")->text(), QString("新对话"));
        QTRY_COMPARE(desk.find<QToolButton>("sendButton")->accessibleName(), QString("发送"));
        desk.find<QAction>("languageEnglish")->trigger();
        QTRY_COMPARE(desk.window.windowTitle(), QString("GlanceDesk"));
    }
};

QTEST_MAIN(AccessibilityTest)
#include "accessibility_test.moc"
