#include "app/exporting/json_format.h"

#include <map>
#include <set>

#include <QCoreApplication>
#include <nlohmann/json.hpp>

#include "app/conversations/turn_row.h"
#include "app/exporting/formats.h"

namespace app {
namespace {

using Json = nlohmann::ordered_json;

constexpr auto formatName = "glancedesk-conversations";
constexpr int formatVersion = 1;

struct Text {
    Q_DECLARE_TR_FUNCTIONS(Exporter)
};

std::string isoOf(const QDateTime& time) {
    return time.toUTC().toString(Qt::ISODateWithMs).toStdString();
}

QDateTime timeOf(const Json& value) {
    return QDateTime::fromString(QString::fromStdString(value.get<std::string>()), Qt::ISODateWithMs).toUTC();
}

QString stringOf(const Json& object, const char* key) {
    const auto found = object.find(key);
    return found == object.end() || found->is_null() ? QString()
                                                     : QString::fromStdString(found->get<std::string>());
}

Json turnJson(const Turn& turn, TurnId parent, Json& pictures) {
    Json names = Json::array();
    for (const Picture& picture : turn.pictures) {
        const std::string hash = picture.hash.toStdString();
        names.push_back({{"hash", hash}, {"name", picture.name.toStdString()}});
        if (picture.bytes.isEmpty() || pictures.contains(hash)) continue;
        pictures[hash] = {{"type", mimeOf(picture.bytes).toStdString()},
                          {"data", picture.bytes.toBase64().toStdString()}};
    }
    return {{"id", turn.id},
            {"parent", parent > 0 ? Json(parent) : Json(nullptr)},
            {"asked", isoOf(turn.asked)},
            {"question", turn.question.toStdString()},
            {"pictures", names},
            {"answer", turn.answer.toStdString()},
            {"thinking", turn.thinking.toStdString()},
            {"state", wordOf(turn.state)},
            {"problem", turn.problem.toStdString()},
            {"model", turn.model.toStdString()},
            {"tokens",
             {{"prompt", turn.stats.promptTokens},
              {"image", turn.stats.imageTokens},
              {"new", turn.stats.newTokens}}},
            {"seconds", {{"first_token", turn.stats.firstTokenSeconds}, {"total", turn.stats.totalSeconds}}}};
}

Turn turnOf(const Json& json, const Json& pictures) {
    Turn turn;
    turn.id = json.at("id").get<TurnId>();
    turn.asked = timeOf(json.at("asked"));
    turn.question = stringOf(json, "question");
    turn.answer = stringOf(json, "answer");
    turn.thinking = stringOf(json, "thinking");
    turn.problem = stringOf(json, "problem");
    turn.model = stringOf(json, "model");
    const auto state = stateOf(json.at("state").get<std::string>());
    if (!state || !turn.asked.isValid() || turn.id <= 0) throw std::invalid_argument("turn");
    turn.state = *state;
    if (turn.isRunning()) turn.state = TurnState::Stopped;
    if (const auto tokens = json.find("tokens"); tokens != json.end()) {
        turn.stats.promptTokens = tokens->value("prompt", 0);
        turn.stats.imageTokens = tokens->value("image", 0);
        turn.stats.newTokens = tokens->value("new", 0);
    }
    if (const auto seconds = json.find("seconds"); seconds != json.end()) {
        turn.stats.firstTokenSeconds = seconds->value("first_token", 0.0);
        turn.stats.totalSeconds = seconds->value("total", 0.0);
    }
    for (const Json& named : json.value("pictures", Json::array())) {
        Picture picture;
        picture.name = stringOf(named, "name");
        const std::string hash = named.at("hash").get<std::string>();
        picture.hash = QByteArray::fromStdString(hash);
        if (pictures.contains(hash)) {
            picture.bytes = QByteArray::fromBase64(
                QByteArray::fromStdString(pictures.at(hash).at("data").get<std::string>()));
        }
        turn.pictures.append(picture);
    }
    return turn;
}

ExportedConversation conversationOf(const Json& json, const Json& pictures) {
    ExportedConversation conversation;
    conversation.title = stringOf(json, "title");
    conversation.created = timeOf(json.at("created"));
    conversation.changed = timeOf(json.at("changed"));
    conversation.isPinned = json.value("pinned", false);
    conversation.folder = stringOf(json, "folder");
    for (const Json& tag : json.value("tags", Json::array()))
        conversation.tags += QString::fromStdString(tag.get<std::string>());
    std::set<TurnId> known;
    for (const Json& one : json.at("turns")) {
        const Turn turn = turnOf(one, pictures);
        const Json& parent = one.at("parent");
        const TurnId before = parent.is_null() ? 0 : parent.get<TurnId>();
        if ((before != 0 && !known.contains(before)) || !known.insert(turn.id).second)
            throw std::invalid_argument("order of turns");
        conversation.turns.emplace_back(turn, before);
    }
    for (const Json& id : json.value("shown", Json::array()))
        conversation.shown += id.get<TurnId>();
    if (conversation.turns.empty()) throw std::invalid_argument("no turns");
    return conversation;
}

}  // namespace

QByteArray toJson(const QList<ExportedConversation>& conversations) {
    Json pictures = Json::object();
    Json list = Json::array();
    for (const ExportedConversation& conversation : conversations) {
        Json turns = Json::array();
        for (const auto& [turn, parent] : conversation.turns)
            turns.push_back(turnJson(turn, parent, pictures));
        Json tags = Json::array();
        for (const QString& tag : conversation.tags)
            tags.push_back(tag.toStdString());
        list.push_back({{"title", conversation.title.toStdString()},
                        {"created", isoOf(conversation.created)},
                        {"changed", isoOf(conversation.changed)},
                        {"pinned", conversation.isPinned},
                        {"folder", conversation.folder.isEmpty() ? Json(nullptr)
                                                                 : Json(conversation.folder.toStdString())},
                        {"tags", tags},
                        {"shown", std::vector<TurnId>(conversation.shown.begin(), conversation.shown.end())},
                        {"turns", turns}});
    }
    const Json file = {{"format", formatName},
                       {"version", formatVersion},
                       {"exported", isoOf(QDateTime::currentDateTimeUtc())},
                       {"conversations", list},
                       {"pictures", pictures}};
    return QByteArray::fromStdString(file.dump(2, ' ', false, Json::error_handler_t::replace)) + '\n';
}

ParsedExport fromJson(const QByteArray& bytes) {
    ParsedExport parsed;
    try {
        const Json file = Json::parse(bytes.begin(), bytes.end());
        if (!file.is_object() || file.value("format", "") != formatName) {
            parsed.problem = Text::tr("This is no export of GlanceDesk: choose a .json file that it wrote.");
            return parsed;
        }
        if (file.value("version", 0) > formatVersion) {
            parsed.problem =
                Text::tr("This export was written by a newer GlanceDesk: update the program first.");
            return parsed;
        }
        const Json pictures = file.value("pictures", Json::object());
        for (const Json& one : file.at("conversations"))
            parsed.conversations += conversationOf(one, pictures);
    } catch (const std::exception& error) {
        parsed.conversations.clear();
        parsed.problem =
            Text::tr("The file is damaged (%1): export it again.").arg(QString::fromUtf8(error.what()));
    }
    return parsed;
}

}  // namespace app
