#include "app/models/model_store.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QtTest>

namespace {

void write(const QString& path, const QByteArray& content) {
    QVERIFY(QDir().mkpath(QFileInfo(path).path()));
    QFile file(path);
    QVERIFY(file.open(QFile::WriteOnly) && file.write(content) == content.size());
}

struct Bench {
    QTemporaryDir folder;
    app::ModelStore store{folder.filePath("models")};

    app::InstalledModel install(const QString& name, const QString& revision) {
        const QString prepared = store.incoming(name) + "/whole";
        write(prepared + '/' + name + "/config.json", revision.toUtf8());
        app::ModelManifest manifest;
        manifest.name = name;
        manifest.revision = revision;
        manifest.installed = QDateTime::currentDateTimeUtc();
        manifest.files = {{"config.json", revision.size(), QByteArray(64, 'a'), {}}};
        app::InstalledModel made;
        const QString problem = store.commit(prepared, manifest, &made);
        if (!problem.isEmpty()) qWarning("%s", qPrintable(problem));
        return made;
    }
};

}  // namespace

class ModelStoreTest final : public QObject {
    Q_OBJECT

 private slots:
    void aModelIsThereOnceItIsCommitted() {
        Bench bench;
        write(bench.store.incoming("GLM") + "/files/part", "half");
        QVERIFY(bench.store.installed().isEmpty());
        QCOMPARE(bench.store.incomingBytes("GLM"), std::int64_t(4));
        const auto made = bench.install("GLM", "one");
        QCOMPARE(bench.store.installed().size(), 1);
        QCOMPARE(QFileInfo(made.folder).fileName(), QString("GLM"));
        QVERIFY(QFile::exists(made.folder + "/config.json"));
        QVERIFY(bench.store.current("glm").has_value());
        QVERIFY(bench.store.at(made.folder + "/../GLM").has_value());
        bench.store.discardIncoming("GLM");
        QCOMPARE(bench.store.incomingBytes("GLM"), std::int64_t(0));
        QVERIFY(bench.store.current("GLM").has_value());
    }

    void theOneBeforeIsKeptAndOlderOnesGo() {
        Bench bench;
        const auto one = bench.install("GLM", "one");
        const auto two = bench.install("GLM", "two");
        QVERIFY(QFile::exists(one.folder));
        QCOMPARE(bench.store.current("GLM")->manifest.revision, QString("two"));
        QCOMPARE(bench.store.previous("GLM")->manifest.revision, QString("one"));
        bench.install("GLM", "three");
        QVERIFY(!QFile::exists(one.slot));
        QCOMPARE(bench.store.installed("GLM").size(), 2);
    }

    void theSameRevisionAgainTakesItsOwnPlace() {
        Bench bench;
        bench.install("GLM", "one");
        bench.install("GLM", "two");
        const auto again = bench.install("GLM", "two");
        QCOMPARE(bench.store.installed("GLM").size(), 2);
        QCOMPARE(bench.store.previous("GLM")->manifest.revision, QString("one"));
        QVERIFY(QFile::exists(again.folder + "/config.json"));
    }

    void theWayBackGoesBothWays() {
        Bench bench;
        QVERIFY(!bench.store.rollBack("GLM", nullptr).isEmpty());
        bench.install("GLM", "one");
        QVERIFY(!bench.store.rollBack("GLM", nullptr).isEmpty());
        bench.install("GLM", "two");
        app::InstalledModel made;
        QCOMPARE(bench.store.rollBack("GLM", &made), QString());
        QCOMPARE(made.manifest.revision, QString("one"));
        QCOMPARE(bench.store.current("GLM")->manifest.revision, QString("one"));
        QCOMPARE(bench.store.rollBack("GLM", &made), QString());
        QCOMPARE(made.manifest.revision, QString("two"));
    }

    void removalLeavesNothingAndStaysInTheFolder() {
        Bench bench;
        const QString precious = bench.folder.filePath("precious");
        write(precious + "/file", "keep");
        const auto made = bench.install("GLM", "one");
        QVERIFY(QFile::link(precious, made.folder + "/link"));
        app::InstalledModel foreign = made;
        for (const QString& slot :
             {precious, bench.store.folder(), bench.store.folder() + "/GLM",
              bench.store.folder() + "/../precious", made.slot + "/../..", made.folder}) {
            foreign.slot = slot;
            QVERIFY2(!bench.store.remove(foreign).isEmpty(), qPrintable(slot));
        }
        for (const char* name : {"..", ".", "a/b", "../precious", ".incoming", ""})
            QVERIFY2(!bench.store.removeAll(name).isEmpty(), name);
        QCOMPARE(bench.store.removeAll("GLM"), QString());
        QVERIFY(QFile::exists(precious + "/file"));
        QVERIFY(!QFile::exists(bench.store.folder() + "/GLM"));
    }

    void aFolderWithoutAManifestIsNoModel() {
        Bench bench;
        const auto made = bench.install("GLM", "one");
        for (const QByteArray& content :
             {QByteArray("{"), QByteArray("{}"),
              QByteArray(R"({"format": "glancedesk-model", "version": 1, "name": "GLM",
                  "files": [{"name": "../x", "size": 1, "sha256": ""}]})"),
              QByteArray(R"({"format": "glancedesk-model", "version": 1, "name": "Other",
                  "files": [{"name": "x", "size": 1, "sha256": ""}]})"),
              QByteArray(R"({"format": "glancedesk-model", "version": 1, "name": "GLM",
                  "files": [{"name": "x", "size": -1, "sha256": ""}]})")}) {
            write(made.slot + "/manifest.json", content);
            QVERIFY(bench.store.installed().isEmpty());
        }
    }

    void aManifestComesBackAsItWas() {
        QTemporaryDir folder;
        app::ModelManifest manifest;
        manifest.name = "GLM-int8";
        manifest.original = "GLM";
        manifest.revision = "abc";
        manifest.source = "https://models.example.com zai-org/GLM";
        manifest.weights = app::WeightsChoice::Int8;
        manifest.installed = QDateTime::fromString("2026-11-25T20:00:00Z", Qt::ISODate);
        manifest.files = {{"a.json", 3, QByteArray(64, 'a'), QByteArray(40, 'b')}};
        manifest.published = {{"b.json", 4, QByteArray(64, 'c'), {}}};
        QVERIFY(app::writeManifest(folder.filePath("manifest.json"), manifest));
        const auto read = app::readManifest(folder.filePath("manifest.json"));
        QVERIFY(read.has_value());
        QCOMPARE(read->name, manifest.name);
        QCOMPARE(read->original, manifest.original);
        QCOMPARE(read->source, manifest.source);
        QCOMPARE(read->weights, manifest.weights);
        QCOMPARE(read->installed, manifest.installed);
        QCOMPARE(read->files, manifest.files);
        QCOMPARE(read->published, manifest.published);
    }

    void theRevisionOfContentsIsTheirs() {
        const app::ModelFile a{"a", 1, QByteArray(64, 'a'), {}};
        const app::ModelFile b{"b", 1, QByteArray(64, 'b'), {}};
        QCOMPARE(app::contentRevision({a, b}), app::contentRevision({b, a}));
        QVERIFY(app::contentRevision({a}) != app::contentRevision({b}));
    }

    void aDiskTellsItsRoom() {
        Bench bench;
        QVERIFY(bench.store.freeBytes().value_or(0) > 0);
    }
};

QTEST_GUILESS_MAIN(ModelStoreTest)
#include "model_store_test.moc"
