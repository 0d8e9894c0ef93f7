#include <cstdio>

#include <QCoreApplication>
#include <nlohmann/json.hpp>

#include "app/cli/models_command_run.h"
#include "app/models/disk.h"

namespace app {
namespace {

using Json = nlohmann::ordered_json;

struct Text {
    Q_DECLARE_TR_FUNCTIONS(ModelsCommand)
};

QString stateText(const ModelRow& row) {
    if (row.isBundled) return Text::tr("comes with the program");
    if (row.installed)
        return Text::tr("installed, revision %1").arg(row.installed->manifest.revision.left(8));
    if (row.partBytes > 0) return Text::tr("%1 downloaded, paused").arg(sizeText(row.partBytes));
    return Text::tr("not installed");
}

void print(const ModelRow& row) {
    QStringList facts = {row.name, sizeText(row.bytes), stateText(row)};
    if (!row.licence.isEmpty()) facts.insert(2, Text::tr("%1 licence").arg(row.licence));
    if (row.isInUse) facts += Text::tr("in use");
    std::printf("%s\n", qUtf8Printable(facts.join(QStringLiteral(" · "))));
    std::printf("    %s\n", qUtf8Printable(row.fit.sentence()));
    if (row.update) std::printf("    %s\n", qUtf8Printable(row.update->sentence()));
    if (row.previous)
        std::printf(
            "    %s\n",
            qUtf8Printable(
                Text::tr("Revision %1 is kept to go back to.").arg(row.previous->manifest.revision.left(8))));
    if (!row.folder.isEmpty() && !row.isBundled) std::printf("    %s\n", qUtf8Printable(row.folder));
}

Json jsonOf(const ModelFit& fit) {
    Json kinds = Json::array();
    for (const WeightsNeed& kind : fit.kinds)
        kinds.push_back({{"weights", nameOf(kind.weights).toStdString()},
                         {"file_bytes", kind.files},
                         {"memory_bytes", kind.memory},
                         {"card_bytes", kind.cardMemory},
                         {"fits_memory", kind.fitsMemory},
                         {"fits_card", kind.fitsCard}});
    return kinds;
}

Json jsonOf(const ModelRow& row) {
    Json json = {{"name", row.name.toStdString()},
                 {"licence", row.licence.toStdString()},
                 {"bytes", row.bytes},
                 {"bundled", row.isBundled},
                 {"in_catalogue", row.isCatalogued},
                 {"installed", row.installed.has_value()},
                 {"in_use", row.isInUse},
                 {"part_bytes", row.partBytes},
                 {"folder", row.folder.toStdString()},
                 {"weights", jsonOf(row.fit)},
                 {"advised", row.fit.advised ? Json(nameOf(*row.fit.advised).toStdString()) : Json()},
                 {"advised_on_card", row.fit.advisedOnCard}};
    if (row.installed) {
        json["revision"] = row.installed->manifest.revision.toStdString();
        json["source"] = row.installed->manifest.source.toStdString();
        json["kind"] = nameOf(row.installed->manifest.weights).toStdString();
    }
    if (row.previous) json["previous"] = row.previous->manifest.revision.toStdString();
    if (row.update) json["update"] = row.update->to.toStdString();
    return json;
}

}  // namespace

void printModels(const QList<ModelRow>& rows, bool asJson) {
    Json list = Json::array();
    for (const ModelRow& row : rows) {
        if (asJson)
            list.push_back(jsonOf(row));
        else
            print(row);
    }
    if (asJson) std::printf("%s\n", list.dump(-1, ' ', false, Json::error_handler_t::replace).c_str());
}

}  // namespace app
