#include "app/settings/settings.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QtTest>

class SettingsTest final : public QObject {
    Q_OBJECT

 private slots:
    void whatWasSetIsThereTheNextTime() {
        QTemporaryDir folder;
        const QString file = folder.filePath("deeper/settings.ini");
        {
            app::Settings settings(file);
            settings.setModelFolder("/模型/GLM");
            settings.setWindowGeometry(QByteArray("\x01\x00\xFF", 3));
            settings.setTheme(app::Theme::Dark);
            settings.setLanguage(app::Language::Chinese);
        }
        const app::Settings settings(file);
        QCOMPARE(settings.modelFolder(), QString("/模型/GLM"));
        QCOMPARE(settings.windowGeometry(), QByteArray("\x01\x00\xFF", 3));
        QCOMPARE(settings.theme(), app::Theme::Dark);
        QCOMPARE(settings.language(), app::Language::Chinese);
    }

    void aFreshFileHasTheDefaults() {
        QTemporaryDir folder;
        const app::Settings settings(folder.filePath("settings.ini"));
        QVERIFY(settings.modelFolder().isEmpty());
        QVERIFY(settings.windowGeometry().isEmpty());
        QCOMPARE(settings.theme(), app::Theme::System);
        QCOMPARE(settings.language(), app::Language::System);
    }

    void valuesThatMakeNoSenseReadAsDefaults_data() {
        QTest::addColumn<QByteArray>("contents");
        QTest::newRow("unknown words") << QByteArray("[window]\ntheme=purple\nlanguage=7\n");
        QTest::newRow("no ini") << QByteArray("\xFF\xFE\x00[[[=\n]", 8);
    }
    void valuesThatMakeNoSenseReadAsDefaults() {
        QFETCH(QByteArray, contents);
        QTemporaryDir folder;
        QFile file(folder.filePath("settings.ini"));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(contents);
        file.close();
        app::Settings settings(file.fileName());
        QCOMPARE(settings.theme(), app::Theme::System);
        QCOMPARE(settings.language(), app::Language::System);
        settings.setTheme(app::Theme::Light);
        QCOMPARE(settings.theme(), app::Theme::Light);
    }

    void aChangeIsToldOnceAndNoChangeIsNot() {
        QTemporaryDir folder;
        app::Settings settings(folder.filePath("settings.ini"));
        QSignalSpy theme(&settings, &app::Settings::themeChanged);
        QSignalSpy language(&settings, &app::Settings::languageChanged);
        QSignalSpy model(&settings, &app::Settings::modelFolderChanged);
        for (int i = 0; i < 2; ++i) {
            settings.setTheme(app::Theme::Dark);
            settings.setLanguage(app::Language::English);
            settings.setModelFolder("/m");
        }
        QCOMPARE(theme.size(), 1);
        QCOMPARE(language.size(), 1);
        QCOMPARE(model.size(), 1);
    }
};

QTEST_GUILESS_MAIN(SettingsTest)
#include "settings_test.moc"
