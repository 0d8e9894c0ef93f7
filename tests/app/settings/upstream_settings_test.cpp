#include "app/settings/upstream_settings.h"

#include <QSettings>
#include <QTemporaryDir>
#include <QtTest>

#include "app/upstream/upstream_loader.h"

namespace {

app::UpstreamSettings twoServers() {
    app::UpstreamSettings settings;
    settings.isOn = true;
    settings.addresses = {"gpu1:8000", "https://ai.example.com/v1"};
    settings.model = "zai-org/GLM-4.6V-Flash";
    settings.keepsPictures = true;
    return settings;
}

void write(const QString& path, const QByteArray& content) {
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(content);
}

}  // namespace

class UpstreamSettingsTest final : public QObject {
    Q_OBJECT

 private slots:
    void init() { qunsetenv("GLANCEDESK_UPSTREAM_KEY"); }

    void keepsWhatWasChosen() {
        const QTemporaryDir folder;
        QSettings file(folder.filePath("settings.ini"), QSettings::IniFormat);
        QCOMPARE(app::readUpstreamSettings(file), app::UpstreamSettings());
        app::writeSettings(file, twoServers());
        file.sync();
        QSettings again(folder.filePath("settings.ini"), QSettings::IniFormat);
        QCOMPARE(app::readUpstreamSettings(again), twoServers());
    }

    void whatCannotBeIsOffAndSaysWhy() {
        const QTemporaryDir folder;
        QSettings file(folder.filePath("settings.ini"), QSettings::IniFormat);
        app::UpstreamSettings settings = twoServers();
        settings.addresses += "http://me:secret@gpu1";
        QVERIFY(app::problemOf(settings).contains("http://me:secret@gpu1"));
        app::writeSettings(file, settings);
        QVERIFY(!app::readUpstreamSettings(file).isOn);
        settings = twoServers();
        settings.addresses.clear();
        QVERIFY(!app::problemOf(settings).isEmpty());
        settings = twoServers();
        settings.keyFile = folder.filePath("nothing");
        QVERIFY(!app::problemOf(settings).isEmpty());
        QCOMPARE(app::problemOf(twoServers()), "");
    }

    void aKeyComesFromItsFileThenTheEnvironment() {
        const QTemporaryDir folder;
        app::UpstreamSettings settings = twoServers();
        QCOMPARE(app::upstreamOptions(settings).value().key, "");
        qputenv("GLANCEDESK_UPSTREAM_KEY", "sk-environment\n");
        QCOMPARE(app::upstreamOptions(settings).value().key, "sk-environment");
        settings.keyFile = folder.filePath("key");
        write(settings.keyFile, "sk-file\n");
        QCOMPARE(app::upstreamOptions(settings).value().key, "sk-file");
        write(settings.keyFile, "two words\r\nX-Header: 1");
        QVERIFY(app::upstreamOptions(settings).error().code == engine::ErrorCode::FileUnreadable);
        QVERIFY(QFile::remove(settings.keyFile));
        QVERIFY(app::upstreamOptions(settings).error().code == engine::ErrorCode::FileUnreadable);
    }

    void addressesAreUsedOnceEach() {
        app::UpstreamSettings settings = twoServers();
        settings.addresses += "http://gpu1:8000/v1/";
        const auto options = app::upstreamOptions(settings);
        QCOMPARE(options.value().addresses,
                 (std::vector<std::string>{"http://gpu1:8000/v1", "https://ai.example.com/v1"}));
        QCOMPARE(options.value().model, "zai-org/GLM-4.6V-Flash");
    }
};

QTEST_GUILESS_MAIN(UpstreamSettingsTest)
#include "upstream_settings_test.moc"
