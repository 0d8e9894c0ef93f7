#include "app/models/model_site.h"

#include <algorithm>
#include <utility>

#include <QUrlQuery>
#include <nlohmann/json.hpp>

namespace app {
namespace {

using Json = nlohmann::json;

constexpr std::size_t mostFiles = 10'000;
constexpr auto hubRevision = "main";
constexpr auto scopeRevision = "master";

QString textOf(const Json& object, const char* key) {
    const auto found = object.find(key);
    return found != object.end() && found->is_string() ? QString::fromStdString(found->get<std::string>())
                                                       : QString();
}

std::int64_t numberOf(const Json& object, const char* key) {
    const auto found = object.find(key);
    return found != object.end() && found->is_number_integer() ? found->get<std::int64_t>() : -1;
}

/// In hexadecimal, or empty when it isn't that.
QByteArray digestOf(const Json& object, const char* key, qsizetype length) {
    const QByteArray text = textOf(object, key).toLatin1().toLower();
    return text.size() == length && QByteArray::fromHex(text).toHex() == text ? text : QByteArray();
}

/// What the engine reads, and what people should have beside it. Weights in other formats stay there.
bool isWanted(const QString& name) {
    if (!isPlainFileName(name)) return false;
    for (const char* end : {".json", ".jinja", ".safetensors", ".txt"}) {
        if (name.endsWith(QLatin1String(end))) return true;
    }
    return name.startsWith(u"LICENSE") || name.startsWith(u"NOTICE") || name == u"README.md";
}

bool isRevision(const QString& text) {
    return !text.isEmpty() && text.size() <= 64 && std::all_of(text.begin(), text.end(), [](QChar c) {
        return c.unicode() < 128 && c.isLetterOrNumber();
    });
}

QUrl below(const QUrl& base, const QString& path, const QUrlQuery& query = {}) {
    QUrl url = base;
    QString start = base.path();
    while (start.endsWith(u'/'))
        start.chop(1);
    url.setPath(start + path, QUrl::DecodedMode);
    url.setQuery(query);
    return url;
}

QUrlQuery queryOf(const QList<std::pair<QString, QString>>& items) {
    QUrlQuery query;
    for (const auto& [key, value] : items)
        query.addQueryItem(key, QString::fromLatin1(QUrl::toPercentEncoding(value)));
    return query;
}

/// Hugging Face's: large files have their SHA-256 in `lfs`, small ones are named as git names them.
ModelFile hubFile(const Json& entry, const char* nameKey, const char* blobKey, const char* hashKey) {
    ModelFile file{textOf(entry, nameKey), numberOf(entry, "size"), {}, digestOf(entry, blobKey, 40)};
    if (const auto large = entry.find("lfs"); large != entry.end() && large->is_object()) {
        file.sha256 = digestOf(*large, hashKey, 64);
        file.gitBlob.clear();  // git's name is that of the pointer
        if (file.size < 0) file.size = numberOf(*large, "size");
    }
    return file;
}

QList<ModelFile> wanted(QList<ModelFile> files) {
    files.removeIf([](const ModelFile& file) { return !isWanted(file.name); });
    return files;
}

std::optional<RemoteModel> readHub(const Json& json) {
    RemoteModel model;
    model.revision = textOf(json, "sha");
    const Json& list = json.at("siblings");
    if (!isRevision(model.revision) || !list.is_array() || list.size() > mostFiles) return {};
    for (const Json& entry : list) {
        if (!entry.is_object()) return {};
        model.files.append(hubFile(entry, "rfilename", "blobId", "sha256"));
    }
    model.files = wanted(model.files);
    return model;
}

std::optional<RemoteModel> readScope(const Json& json) {
    const Json& list = json.at("Data").at("Files");
    if (!list.is_array() || list.size() > mostFiles) return {};
    RemoteModel model;
    for (const Json& entry : list) {
        if (!entry.is_object()) return {};
        if (textOf(entry, "Type") == u"tree") continue;
        model.files.append(
            {textOf(entry, "Path"), numberOf(entry, "Size"), digestOf(entry, "Sha256", 64), {}});
    }
    model.files = wanted(model.files);
    model.revision = contentRevision(model.files);
    return model;
}

}  // namespace

SiteAccess siteAccess(const DownloadSettings& settings, QByteArray token) {
    const bool isHub = settings.site == ModelSite::HuggingFace;
    const QString own =
        isHub ? QStringLiteral("https://huggingface.co") : QStringLiteral("https://www.modelscope.cn");
    return {settings.site, QUrl(settings.mirror.isEmpty() ? own : settings.mirror), std::move(token)};
}

QString repositoryOf(const CatalogueModel& model, ModelSite site) {
    return site == ModelSite::HuggingFace ? model.huggingFace : model.modelScope;
}

QUrl listingAddress(const SiteAccess& access, const QString& repository) {
    if (access.site == ModelSite::HuggingFace)
        return below(access.base,
                     QStringLiteral("/api/models/%1/revision/%2").arg(repository, QLatin1String(hubRevision)),
                     queryOf({{QStringLiteral("blobs"), QStringLiteral("true")}}));
    return below(access.base, QStringLiteral("/api/v1/models/%1/repo/files").arg(repository),
                 queryOf({{QStringLiteral("Revision"), QLatin1String(scopeRevision)},
                          {QStringLiteral("Recursive"), QStringLiteral("true")}}));
}

QUrl treeAddress(const SiteAccess& access, const QString& repository, const QString& revision) {
    return below(access.base, QStringLiteral("/api/models/%1/tree/%2").arg(repository, revision),
                 queryOf({{QStringLiteral("recursive"), QStringLiteral("true")}}));
}

QUrl fileAddress(const SiteAccess& access, const RemoteModel& model, const QString& file) {
    if (access.site == ModelSite::HuggingFace)
        return below(access.base,
                     QStringLiteral("/%1/resolve/%2/%3").arg(model.repository, model.revision, file));
    // ModelScope serves branches and tags alone: that the file is the listed one, its hash tells.
    return below(access.base, QStringLiteral("/api/v1/models/%1/repo").arg(model.repository),
                 queryOf({{QStringLiteral("Revision"), QLatin1String(scopeRevision)},
                          {QStringLiteral("FilePath"), file}}));
}

std::optional<RemoteModel> readListing(ModelSite site, const QString& repository, const QByteArray& answer) {
    try {
        const Json json = Json::parse(answer.begin(), answer.end());
        auto model = site == ModelSite::HuggingFace ? readHub(json) : readScope(json);
        if (model) model->repository = repository;
        return model;
    } catch (const Json::exception&) {
        return {};
    }
}

std::optional<QList<ModelFile>> readTree(const QByteArray& answer) {
    try {
        const Json json = Json::parse(answer.begin(), answer.end());
        if (!json.is_array() || json.size() > mostFiles) return {};
        QList<ModelFile> files;
        for (const Json& entry : json) {
            if (textOf(entry, "type") == u"file") files.append(hubFile(entry, "path", "oid", "oid"));
        }
        return wanted(files);
    } catch (const Json::exception&) {
        return {};
    }
}

}  // namespace app
