#include "app/models/update_inquiry.h"

#include <utility>

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSaveFile>
#include <nlohmann/json.hpp>

#include "app/models/catalogue.h"

namespace app {
namespace {

using Json = nlohmann::ordered_json;

QStringList listFrom(const Json& json) {
    QStringList list;
    for (const Json& entry : json)
        list += QString::fromStdString(entry.get<std::string>());
    return list;
}

Json toJson(const QStringList& list) {
    Json json = Json::array();
    for (const QString& entry : list)
        json.push_back(entry.toStdString());
    return json;
}

QString textOf(const Json& json, const char* key) {
    return QString::fromStdString(json.at(key).get<std::string>());
}

}  // namespace

UpdateInquiry::UpdateInquiry(QNetworkAccessManager& network, SiteAccess access, Patience patience,
                             QList<InstalledModel> models, QObject* parent)
    : QObject(parent),
      m_network(network),
      m_access(std::move(access)),
      m_patience(patience),
      m_models(std::move(models)) {}

void UpdateInquiry::start() {
    next();
}

void UpdateInquiry::next() {
    if (m_listing) m_listing.release()->deleteLater();
    if (m_models.isEmpty()) return emit ended(m_updates, m_problem);
    const InstalledModel model = m_models.takeFirst();
    const auto known = catalogueModel(model.manifest.original);
    if (!known || repositoryOf(*known, m_access.site).isEmpty()) return next();
    m_listing =
        std::make_unique<SiteListing>(m_network, m_access, repositoryOf(*known, m_access.site), m_patience);
    connect(m_listing.get(), &SiteListing::listed, this, [this, model](const RemoteModel& remote) {
        if (const auto update = updateOf(model, remote)) m_updates.append(*update);
        next();
    });
    connect(m_listing.get(), &SiteListing::failed, this, [this](const QString& sentence) {
        if (m_problem.isEmpty()) m_problem = sentence;
        next();
    });
    m_listing->start();
}

UpdateNotes readUpdateNotes(const QString& path) {
    QFile file(path);
    if (!file.open(QFile::ReadOnly)) return {};
    const QByteArray content = file.readAll();
    try {
        const Json json = Json::parse(content.begin(), content.end());
        UpdateNotes notes{QDateTime::fromString(textOf(json, "asked"), Qt::ISODate), {}};
        for (const Json& entry : json.at("found"))
            notes.found.append({textOf(entry, "model"), textOf(entry, "from"), textOf(entry, "to"),
                                listFrom(entry.at("changed")), listFrom(entry.at("added")),
                                listFrom(entry.at("removed")), entry.at("bytes").get<std::int64_t>()});
        return notes;
    } catch (const Json::exception&) {
        return {};
    }
}

void writeUpdateNotes(const QString& path, const UpdateNotes& notes) {
    Json json = {{"asked", notes.asked.toUTC().toString(Qt::ISODate).toStdString()},
                 {"found", Json::array()}};
    for (const ModelUpdate& update : notes.found)
        json["found"].push_back({{"model", update.model.toStdString()},
                                 {"from", update.from.toStdString()},
                                 {"to", update.to.toStdString()},
                                 {"changed", toJson(update.changed)},
                                 {"added", toJson(update.added)},
                                 {"removed", toJson(update.removed)},
                                 {"bytes", update.downloadBytes}});
    if (!QDir().mkpath(QFileInfo(path).path())) return;
    QSaveFile file(path);  // a note that is lost is asked for again
    if (!file.open(QFile::WriteOnly)) return;
    file.write(QByteArray::fromStdString(json.dump(1, ' ', false, Json::error_handler_t::replace)));
    file.commit();
}

}  // namespace app
