#include "app/models/model_manifest.h"

#include <algorithm>

#include <QCryptographicHash>
#include <QFile>
#include <QSaveFile>
#include <QSet>
#include <nlohmann/json.hpp>

#include "app/models/model_fit.h"

namespace app {
namespace {

using Json = nlohmann::ordered_json;

constexpr auto formatName = "glancedesk-model";
constexpr qint64 largestFile = 4 << 20;
constexpr std::size_t mostFiles = 10'000;

QString textOf(const Json& object, const char* key) {
    return QString::fromStdString(object.value(key, std::string()));
}

bool isHex(const QByteArray& text, qsizetype length) {
    return text.size() == length && std::all_of(text.begin(), text.end(), [](char c) {
               return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
           });
}

std::optional<QList<ModelFile>> filesFrom(const Json& list) {
    if (!list.is_array() || list.size() > mostFiles) return {};
    QList<ModelFile> files;
    QSet<QString> names;
    for (const Json& entry : list) {
        const ModelFile file{textOf(entry, "name"), entry.at("size").get<std::int64_t>(),
                             textOf(entry, "sha256").toLatin1(), textOf(entry, "git_blob").toLatin1()};
        const bool isSound = isPlainFileName(file.name) && !names.contains(file.name) && file.size >= 0 &&
                             (file.sha256.isEmpty() || isHex(file.sha256, 64)) &&
                             (file.gitBlob.isEmpty() || isHex(file.gitBlob, 40));
        if (!isSound) return {};
        names.insert(file.name);
        files.append(file);
    }
    return files;
}

Json toJson(const QList<ModelFile>& files) {
    Json list = Json::array();
    for (const ModelFile& file : files) {
        Json entry = {
            {"name", file.name.toStdString()}, {"size", file.size}, {"sha256", file.sha256.toStdString()}};
        if (!file.gitBlob.isEmpty()) entry["git_blob"] = file.gitBlob.toStdString();
        list.push_back(std::move(entry));
    }
    return list;
}

std::optional<ModelManifest> manifestFrom(const QByteArray& content) {
    const Json json = Json::parse(content.begin(), content.end());
    if (json.at("format") != formatName || json.at("version").get<int>() != 1) return {};
    ModelManifest manifest;
    manifest.name = textOf(json, "name");
    manifest.original = textOf(json, "original");
    manifest.revision = textOf(json, "revision");
    manifest.source = textOf(json, "source");
    manifest.weights = weightsNamed(textOf(json, "weights")).value_or(WeightsChoice::Auto);
    manifest.installed = QDateTime::fromString(textOf(json, "installed"), Qt::ISODate);
    const auto files = filesFrom(json.at("files"));
    const auto published = filesFrom(json.value("published", Json::array()));
    if (!files || !published || files->isEmpty() || manifest.name.isEmpty()) return {};
    manifest.files = *files;
    manifest.published = *published;
    return manifest;
}

}  // namespace

std::int64_t ModelManifest::bytes() const {
    std::int64_t sum = 0;
    for (const ModelFile& file : files)
        sum += file.size;
    return sum;
}

std::optional<ModelManifest> readManifest(const QString& path) {
    QFile file(path);
    if (!file.open(QFile::ReadOnly) || file.size() > largestFile) return {};
    try {
        return manifestFrom(file.readAll());
    } catch (const Json::exception&) {
        return {};
    }
}

bool writeManifest(const QString& path, const ModelManifest& manifest) {
    Json json = {{"format", formatName},
                 {"version", 1},
                 {"name", manifest.name.toStdString()},
                 {"original", manifest.original.toStdString()},
                 {"revision", manifest.revision.toStdString()},
                 {"source", manifest.source.toStdString()},
                 {"weights", nameOf(manifest.weights).toStdString()},
                 {"installed", manifest.installed.toUTC().toString(Qt::ISODate).toStdString()},
                 {"files", toJson(manifest.files)}};
    if (!manifest.published.isEmpty()) json["published"] = toJson(manifest.published);
    QSaveFile file(path);
    if (!file.open(QFile::WriteOnly)) return false;
    file.write(QByteArray::fromStdString(json.dump(1, ' ', false, Json::error_handler_t::replace)) + '\n');
    return file.commit();
}

bool isPlainFileName(const QString& name) {
    if (name.isEmpty() || name.size() > 200 || name.startsWith(u'.')) return false;
    return std::none_of(name.begin(), name.end(),
                        [](QChar c) { return c == u'/' || c == u'\\' || c == u':' || !c.isPrint(); });
}

QString contentRevision(const QList<ModelFile>& files) {
    QList<ModelFile> sorted = files;
    std::sort(sorted.begin(), sorted.end(),
              [](const ModelFile& one, const ModelFile& other) { return one.name < other.name; });
    QCryptographicHash hash(QCryptographicHash::Sha256);
    for (const ModelFile& file : sorted) {
        hash.addData(file.name.toUtf8() + '\0' + QByteArray::number(qlonglong(file.size)) + '\0' +
                     (file.sha256.isEmpty() ? file.gitBlob : file.sha256) + '\n');
    }
    return QString::fromLatin1(hash.result().toHex().left(40));
}

}  // namespace app
