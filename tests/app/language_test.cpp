#include "app/language.h"

#include <QCoreApplication>
#include <QTranslator>
#include <QtTest>

namespace {

QString dropText(int pictures) {
    return QCoreApplication::translate("ui::DropOverlay", "Drop to attach %n picture(s)", nullptr, pictures);
}

QString describeText() {
    return QCoreApplication::translate("app::ChatService", "Describe this picture.");
}

}  // namespace

class LanguageTest final : public QObject {
    Q_OBJECT

 public:
    static void initMain() { qputenv("LC_ALL", "zh_CN.UTF-8"); }

 private slots:
    void theSystemsLanguageIsTaken() {
        app::installLanguage(*QCoreApplication::instance());
        QCOMPARE(describeText(), QString("请描述这张图片。"));
    }

    void englishHasItsPlurals() {
        app::installLanguage(*QCoreApplication::instance(), app::Language::English);
        QCOMPARE(describeText(), QString("Describe this picture."));
        QCOMPARE(dropText(1), QString("Drop to attach 1 picture"));
        QCOMPARE(dropText(3), QString("Drop to attach 3 pictures"));
    }

    void aChangeReplacesWhatWasThere() {
        for (int i = 0; i < 3; ++i) {
            app::installLanguage(*QCoreApplication::instance(), app::Language::Chinese);
            QCOMPARE(describeText(), QString("请描述这张图片。"));
            app::installLanguage(*QCoreApplication::instance(), app::Language::English);
            QCOMPARE(describeText(), QString("Describe this picture."));
        }
        QCOMPARE(QCoreApplication::instance()->findChildren<QTranslator*>().size(), 1);
    }

    void qtsOwnDialogsAreChineseToo() {
        app::installLanguage(*QCoreApplication::instance(), app::Language::Chinese);
        QVERIFY(QCoreApplication::translate("QPlatformTheme", "Cancel") != "Cancel");
    }
};

QTEST_GUILESS_MAIN(LanguageTest)
#include "language_test.moc"
