#include "app/snippets/snippet_json.h"

#include <QCoreApplication>
#include <QSet>
#include <nlohmann/json.hpp>

namespace app {
namespace {

using Json = nlohmann::ordered_json;

constexpr auto formatName = "glancedesk-snippets";
constexpr int formatVersion = 1;
constexpr int longestName = 40;
constexpr int longestTitle = 120;
constexpr int longestText = 20'000;
constexpr std::size_t mostSnippets = 2000;

struct Text {
    Q_DECLARE_TR_FUNCTIONS(Snippets)
};

QString stringOf(const Json& object, const char* key) {
    return QString::fromStdString(object.at(key).get<std::string>());
}

Snippet snippetFrom(const Json& entry) {
    Snippet snippet{stringOf(entry, "name"), stringOf(entry, "title"), stringOf(entry, "text")};
    if (entry.value("kind", "prompt") == "reply") snippet.kind = SnippetKind::Reply;
    if (const QString problem = problemOf(snippet); !problem.isEmpty())
        throw SnippetError(QStringLiteral("%1: %2").arg(snippet.name.left(longestName), problem));
    return snippet;
}

}  // namespace

QString problemOf(const Snippet& snippet) {
    if (snippet.name.isEmpty()) return Text::tr("Give it a name to type after /.");
    if (snippet.name.size() > longestName)
        return Text::tr("The name has more than %1 characters.").arg(longestName);
    for (const QChar c : snippet.name) {
        if (c.isSpace() || c == u'/' || !c.isPrint())
            return Text::tr("The name can have letters, digits and signs, but no spaces and no /.");
    }
    if (snippet.title.size() > longestTitle)
        return Text::tr("The title has more than %1 characters.").arg(longestTitle);
    if (snippet.text.trimmed().isEmpty()) return Text::tr("Write the text.");
    if (snippet.text.size() > longestText)
        return Text::tr("The text has more than %1 characters.").arg(longestText);
    return {};
}

Snippets snippetsFrom(const QByteArray& json) {
    try {
        const Json file = Json::parse(json.begin(), json.end());
        if (file.at("format") != formatName)
            throw SnippetError(Text::tr("This is no file of GlanceDesk's snippets."));
        if (file.at("version").get<int>() > formatVersion)
            throw SnippetError(Text::tr("These snippets were written by a newer GlanceDesk."));
        const Json& entries = file.at("snippets");
        if (!entries.is_array() || entries.size() > mostSnippets)
            throw SnippetError(Text::tr("A file holds at most %1 snippets.").arg(mostSnippets));
        Snippets snippets;
        QSet<QString> names;
        for (const Json& entry : entries) {
            const Snippet snippet = snippetFrom(entry);
            const QString key = snippet.name.toCaseFolded();
            if (names.contains(key)) throw SnippetError(Text::tr("Two have the name %1.").arg(snippet.name));
            names.insert(key);
            snippets.append(snippet);
        }
        return snippets;
    } catch (const Json::exception&) {
        throw SnippetError(Text::tr("This is no file of GlanceDesk's snippets."));
    }
}

QByteArray toJson(const Snippets& snippets) {
    Json entries = Json::array();
    for (const Snippet& snippet : snippets) {
        entries.push_back({{"name", snippet.name.toStdString()},
                           {"title", snippet.title.toStdString()},
                           {"kind", snippet.kind == SnippetKind::Reply ? "reply" : "prompt"},
                           {"text", snippet.text.toStdString()}});
    }
    const Json file{{"format", formatName}, {"version", formatVersion}, {"snippets", entries}};
    return QByteArray::fromStdString(file.dump(2, ' ', false, Json::error_handler_t::replace)) + '\n';
}

}  // namespace app
