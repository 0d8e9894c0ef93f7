#include "app/faults/fault_json.h"

#include <QBuffer>
#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include "app/images/image_import.h"

namespace app {
namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(FaultJson)
};

const QString formatName = QStringLiteral("glancedesk-known-faults");
constexpr int version = 1;
constexpr qsizetype mostBytes = 512LL * 1024 * 1024;
constexpr qsizetype mostText = 200'000;  ///< characters of one question or answer

QJsonObject objectOf(const Fault& fault) {
    QJsonObject object{{"approved", fault.approved.toUTC().toString(Qt::ISODateWithMs)},
                       {"question", fault.question},
                       {"answer", fault.answer},
                       {"model", fault.model},
                       {"codes", QJsonArray::fromStringList(fault.codes)},
                       {"print", QString::fromLatin1(fault.print.toBytes().toBase64())},
                       {"thumbnail", QString::fromLatin1(fault.thumbnail.toBase64())}};
    if (!fault.view.isEmpty())
        object["view"] = QJsonObject{{"model", fault.view.model},
                                     {"vector", QString::fromLatin1(fault.view.toBytes().toBase64())}};
    if (fault.expires.isValid()) object["expires"] = fault.expires.toUTC().toString(Qt::ISODateWithMs);
    return object;
}

/// PNG of what the bytes show; empty when they show nothing.
QByteArray cleanThumbnail(const QByteArray& bytes) {
    const auto opened = ImageImport().fromBytes(bytes, {});
    const auto* picture = std::get_if<Picture>(&opened);
    if (picture == nullptr) return {};
    QByteArray png;
    QBuffer buffer(&png);
    buffer.open(QIODevice::WriteOnly);
    return picture->thumbnail.save(&buffer, "PNG") ? png : QByteArray();
}

std::optional<Fault> faultOf(const QJsonObject& object) {
    Fault fault;
    fault.approved = QDateTime::fromString(object["approved"].toString(), Qt::ISODateWithMs).toUTC();
    if (object.contains(QLatin1String("expires"))) {
        fault.expires = QDateTime::fromString(object["expires"].toString(), Qt::ISODateWithMs).toUTC();
        if (!fault.expires.isValid()) return std::nullopt;
    }
    fault.question = object["question"].toString();
    fault.answer = object["answer"].toString();
    fault.model = object["model"].toString().left(200);
    for (const auto& code : object["codes"].toArray())
        fault.codes += code.toString().simplified().remove(u' ').left(60);
    fault.codes.removeAll(QString());
    if (object.contains(QLatin1String("view"))) {
        const QJsonObject view = object["view"].toObject();
        auto read = PictureView::fromBytes(view["model"].toString().left(200),
                                           QByteArray::fromBase64(view["vector"].toString().toLatin1()));
        if (!read || read->model.isEmpty()) return std::nullopt;
        fault.view = *std::move(read);
    }
    const auto print = PicturePrint::fromBytes(QByteArray::fromBase64(object["print"].toString().toLatin1()));
    if (!print || !fault.approved.isValid() || fault.answer.trimmed().isEmpty() ||
        fault.answer.size() > mostText || fault.question.size() > mostText) {
        return std::nullopt;
    }
    fault.print = *print;
    fault.thumbnail = cleanThumbnail(QByteArray::fromBase64(object["thumbnail"].toString().toLatin1()));
    return fault;
}

}  // namespace

QByteArray faultsToJson(const QList<Fault>& faults) {
    QJsonArray list;
    for (const Fault& fault : faults)
        list += objectOf(fault);
    return QJsonDocument(QJsonObject{{"format", formatName}, {"version", version}, {"faults", list}})
        .toJson();
}

std::variant<QList<Fault>, QString> faultsFromJson(const QByteArray& json) {
    if (json.size() > mostBytes) return Text::tr("The file is too large for known faults.");
    QJsonParseError error;
    const QJsonObject document = QJsonDocument::fromJson(json, &error).object();
    if (error.error != QJsonParseError::NoError || document["format"].toString() != formatName)
        return Text::tr("The file holds no known faults: choose one that was exported here.");
    if (document["version"].toInt() > version)
        return Text::tr("The file was written by a newer GlanceDesk: install that version first.");
    QList<Fault> faults;
    int number = 0;
    for (const auto& entry : document["faults"].toArray()) {
        ++number;
        auto fault = faultOf(entry.toObject());
        if (!fault) return Text::tr("Entry %1 of the file is damaged; nothing was imported.").arg(number);
        faults += *std::move(fault);
    }
    return faults;
}

}  // namespace app
