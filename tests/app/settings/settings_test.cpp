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

    void everyPartComesBackAsItWasSet() {
        QTemporaryDir folder;
        const QString file = folder.filePath("settings.ini");
        const app::ModelSettings model{
            app::WeightsChoice::Int4, app::ComputeChoice::Processor, true, 3, true, 1024};
        const app::CacheSettings cache{false, 512, 90};
        const app::ScanSettings scan{true, "tcp:127.0.0.1:3310", true};
        app::AnswerSettings answers;
        answers.instructions = "请简短回答。\n\"quoted\"; = [x]";
        answers.temperature = 0.0;
        answers.maxTokens = 100;
        answers.pictureTokens = 512;
        answers.contextTokens = 8192;
        answers.style = {app::Tone::Simple, app::AnswerLanguage::English, app::AnswerLength::Thorough};
        const QHash<QString, QString> keys{{"actionNew", "Ctrl+J"}, {"actionStop", ""}};
        {
            app::Settings settings(file);
            settings.setModel(model);
            settings.setAnswers(answers);
            settings.setCare(cache, scan);
            settings.setExportFolder("/导出");
            settings.setShortcuts(keys);
            settings.setClosesToTray(true);
            settings.setWelcomed();
        }
        const app::Settings settings(file);
        QCOMPARE(settings.model(), model);
        QCOMPARE(settings.answers(), answers);
        QCOMPARE(settings.cache(), cache);
        QCOMPARE(settings.scan(), scan);
        QCOMPARE(settings.exportFolder(), QString("/导出"));
        QCOMPARE(settings.exportPlace(), app::Settings::documentsFolder());  // that one is not there
        QCOMPARE(settings.shortcuts(), keys);
        QVERIFY(settings.closesToTray());
        QVERIFY(settings.isWelcomed());
    }

    void valuesOutOfTheirRangeReadAsDefaults() {
        QTemporaryDir folder;
        QFile file(folder.filePath("settings.ini"));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(
            "[model]\nweights=int3\nthreads=-4\ndevice=abacus\nreuse_megabytes=-1\n"
            "[answers]\ntemperature=9\ntop_p=nan\nmax_tokens=0\npicture_tokens=many\ncontext=12\n"
            "[port]\nport=70000\n"
            "[port_cache]\nmegabytes=0\nminutes=soon\n[port_scan]\non=true\naddress=somewhere\n");
        file.close();
        const app::Settings settings(file.fileName());
        QCOMPARE(settings.model(), app::ModelSettings());
        QCOMPARE(settings.answers(), app::AnswerSettings());
        QCOMPARE(settings.port(), app::PortSettings());
        QCOMPARE(settings.cache(), app::CacheSettings());
        QCOMPARE(settings.scan(), app::ScanSettings());
    }

    void aChangeOfOnePartIsSaidOnce() {
        QTemporaryDir folder;
        app::Settings settings(folder.filePath("settings.ini"));
        QSignalSpy model(&settings, &app::Settings::modelChanged);
        QSignalSpy answers(&settings, &app::Settings::answersChanged);
        app::ModelSettings changed;
        changed.threads = 2;
        settings.setModel(changed);
        settings.setModel(changed);
        QCOMPARE(model.size(), 1);
        QCOMPARE(answers.size(), 0);
    }
};

QTEST_GUILESS_MAIN(SettingsTest)
#include "settings_test.moc"
