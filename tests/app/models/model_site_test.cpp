#include "app/models/model_site.h"

#include <QtTest>

#include "app/models/model_update.h"

using app::ModelSite;

namespace {

const QByteArray hash(64, 'a');
const QByteArray other(64, 'b');
const QByteArray blob(40, 'c');

app::SiteAccess access(ModelSite site, const QString& mirror = {}) {
    app::DownloadSettings settings;
    settings.site = site;
    settings.mirror = mirror;
    return app::siteAccess(settings, {});
}

QByteArray hubAnswer(const QByteArray& siblings, const QByteArray& sha = "0123abcd") {
    return R"({"sha": ")" + sha + R"(", "siblings": [)" + siblings + "]}";
}

app::InstalledModel installed(const QString& revision, const QList<app::ModelFile>& files) {
    app::InstalledModel model;
    model.manifest.name = "GLM";
    model.manifest.revision = revision;
    model.manifest.files = files;
    return model;
}

}  // namespace

class ModelSiteTest final : public QObject {
    Q_OBJECT

 private slots:
    void bothSitesPathsAreSpoken() {
        const auto hub = access(ModelSite::HuggingFace);
        QCOMPARE(app::listingAddress(hub, "zai-org/GLM").toString(),
                 QString("https://huggingface.co/api/models/zai-org/GLM/revision/main?blobs=true"));
        QCOMPARE(app::fileAddress(hub, {"zai-org/GLM", "abc", {}}, "a b.json").toEncoded(),
                 QByteArray("https://huggingface.co/zai-org/GLM/resolve/abc/a%20b.json"));
        const auto scope = access(ModelSite::ModelScope);
        QCOMPARE(app::listingAddress(scope, "ZhipuAI/GLM").toString(),
                 QString("https://www.modelscope.cn/api/v1/models/ZhipuAI/GLM/repo/"
                         "files?Revision=master&Recursive=true"));
        QCOMPARE(app::fileAddress(scope, {"ZhipuAI/GLM", "abc", {}}, "a&b.json").toEncoded(),
                 QByteArray("https://www.modelscope.cn/api/v1/models/ZhipuAI/GLM/"
                            "repo?Revision=master&FilePath=a%26b.json"));
    }

    void aMirrorMayLieInAFolder() {
        const auto mirror = access(ModelSite::HuggingFace, "https://files.example.com/ai/models/");
        QCOMPARE(app::fileAddress(mirror, {"zai-org/GLM", "abc", {}}, "config.json").toString(),
                 QString("https://files.example.com/ai/models/zai-org/GLM/resolve/abc/config.json"));
    }

    void hashesOfLargeAndSmallFilesAreRead() {
        const auto model = app::readListing(
            ModelSite::HuggingFace, "zai-org/GLM",
            hubAnswer(R"({"rfilename": "model.safetensors", "size": 9, "blobId": ")" + blob +
                      R"(", "lfs": {"sha256": ")" + hash + R"(", "size": 9}}, {"rfilename": "config.json",
                      "size": 3, "blobId": ")" +
                      blob + R"("})"));
        QVERIFY(model.has_value());
        QCOMPARE(model->revision, QString("0123abcd"));
        QCOMPARE(model->files,
                 (QList<app::ModelFile>{{"model.safetensors", 9, hash, {}}, {"config.json", 3, {}, blob}}));
    }

    void whatTheEngineDoesNotReadAndWhatLeadsAwayIsLeftThere() {
        const auto model = app::readListing(
            ModelSite::HuggingFace, "x/y",
            hubAnswer(
                R"({"rfilename": "../../evil.json", "size": 1}, {"rfilename": "/etc/evil.json", "size": 1},
                {"rfilename": "a\\b.json", "size": 1}, {"rfilename": ".git.json", "size": 1},
                {"rfilename": "folder/config.json", "size": 1}, {"rfilename": "pytorch_model.bin", "size": 1},
                {"rfilename": "LICENSE", "size": 1}, {"rfilename": "chat_template.jinja", "size": 1})"));
        QVERIFY(model.has_value());
        QCOMPARE(model->files.size(), 2);
        QCOMPARE(model->files[0].name, QString("LICENSE"));
    }

    void anAnswerThatIsNoListingIsRefused() {
        for (const QByteArray& answer :
             {QByteArray("<html>"), QByteArray("[]"), QByteArray("{}"), QByteArray("{\"siblings\": 5}"),
              hubAnswer({}, "../../x"), hubAnswer("5"), QByteArray()}) {
            QVERIFY(!app::readListing(ModelSite::HuggingFace, "x/y", answer).has_value());
            QVERIFY(!app::readListing(ModelSite::ModelScope, "x/y", answer).has_value());
        }
    }

    void theTreeGivesWhatTheFirstAnswerLacks() {
        const auto first =
            app::readListing(ModelSite::HuggingFace, "x/y", hubAnswer(R"({"rfilename": "config.json"})"));
        QVERIFY(first.has_value());
        QCOMPARE(first->files.first().size, std::int64_t(-1));
        const auto files = app::readTree(R"([{"type": "directory", "path": "a.json", "size": 0},
            {"type": "file", "path": "m.safetensors", "size": 5, "oid": ")" +
                                         blob + R"(", "lfs": {"oid": ")" + hash + R"(", "size": 5}}])");
        QVERIFY(files.has_value());
        QCOMPARE(*files, (QList<app::ModelFile>{{"m.safetensors", 5, hash, {}}}));
    }

    void modelScopesRevisionIsWhatItHolds() {
        const auto read = [](const QByteArray& sha) {
            return app::readListing(ModelSite::ModelScope, "x/y",
                                    R"({"Data": {"Files": [{"Type": "tree", "Path": "d"}, {"Type": "blob",
                                    "Path": "m.safetensors", "Size": 5, "Sha256": ")" +
                                        sha + R"("}]}})");
        };
        QCOMPARE(read(hash)->files, (QList<app::ModelFile>{{"m.safetensors", 5, hash, {}}}));
        QCOMPARE(read(hash)->revision, read(hash)->revision);
        QVERIFY(read(hash)->revision != read(other)->revision);
    }

    void anUpdateNamesWhatDiffers() {
        const auto model = installed(
            "one", {{"a.json", 3, hash, blob}, {"w.safetensors", 9, hash, {}}, {"old.txt", 1, hash, {}}});
        // The same contents under another revision, told by git's names: nothing to do.
        QVERIFY(!app::updateOf(
            model, {"x/y",
                    "two",
                    {{"a.json", 3, {}, blob}, {"w.safetensors", 9, hash, {}}, {"old.txt", 1, hash, {}}}}));
        const auto update = app::updateOf(
            model, {"x/y",
                    "two",
                    {{"a.json", 3, {}, blob}, {"w.safetensors", 9, other, {}}, {"n.json", 4, {}, blob}}});
        QVERIFY(update.has_value());
        QCOMPARE(update->changed, QStringList("w.safetensors"));
        QCOMPARE(update->added, QStringList("n.json"));
        QCOMPARE(update->removed, QStringList("old.txt"));
        QCOMPARE(update->downloadBytes, std::int64_t(13));
    }

    void withoutHashesTheRevisionTells() {
        const auto model = installed("one", {{"a.json", 3, hash, {}}});
        QVERIFY(!app::updateOf(model, {"x/y", "one", {{"a.json", 3, {}, {}}}}));
        QVERIFY(app::updateOf(model, {"x/y", "two", {{"a.json", 3, {}, {}}}}));
    }
};

QTEST_GUILESS_MAIN(ModelSiteTest)
#include "model_site_test.moc"
