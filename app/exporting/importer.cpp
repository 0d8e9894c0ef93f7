#include "app/exporting/importer.h"

#include <map>
#include <variant>

#include "app/conversations/conversation_shelf.h"
#include "app/conversations/store_database.h"
#include "app/images/image_import.h"

namespace app {
namespace {

/// Those that are what their hash says; bytes from a file are opened under the same limits as any picture.
int keepSoundPictures(Turn& turn) {
    const ImageImport import;
    QList<Picture> sound;
    for (const Picture& picture : turn.pictures) {
        auto opened = import.fromBytes(picture.bytes, picture.name);
        auto* whole = std::get_if<Picture>(&opened);
        if (whole != nullptr && whole->hash == picture.hash) sound.append(*whole);
    }
    const auto lost = static_cast<int>(turn.pictures.size() - sound.size());
    turn.pictures = sound;
    return lost;
}

void setFacts(ConversationStore& store, std::int64_t id, const ExportedConversation& from) {
    ConversationShelf shelf(store);
    shelf.rename(id, from.title);
    if (from.isPinned) shelf.setPinned({id}, true);
    if (!from.folder.isEmpty()) shelf.moveTo({id}, shelf.addFolder(from.folder));
    for (const QString& tag : from.tags)
        shelf.setTag({id}, tag, true);
    store.database().write(true, [&](SQLite::Database& db) {
        SQLite::Statement times(db, "UPDATE conversations SET created = ?, changed = ? WHERE id = ?");
        times.bind(1, static_cast<std::int64_t>(from.created.toMSecsSinceEpoch()));
        times.bind(2, static_cast<std::int64_t>(from.changed.toMSecsSinceEpoch()));
        times.bind(3, id);
        times.exec();
    });
}

}  // namespace

ImportOutcome importConversations(ConversationStore& store,
                                  const QList<ExportedConversation>& conversations) {
    ImportOutcome outcome;
    for (const ExportedConversation& from : conversations) {
        Conversation conversation;
        std::map<TurnId, QList<Turn>> paths;  // up to and with each turn, as the store needs it: ids alone
        try {
            for (const auto& [original, parent] : from.turns) {
                Turn turn = original;
                turn.id = 0;
                outcome.lostPictures += keepSoundPictures(turn);
                conversation.turns = paths[parent];
                conversation.turns.append(turn);
                const auto index = static_cast<int>(conversation.turns.size()) - 1;
                store.addTurn(conversation, index);
                Turn mark;
                mark.id = conversation.turns[index].id;
                paths[original.id] = paths[parent];
                paths[original.id].append(mark);
                ++outcome.turns;
            }
            setFacts(store, conversation.id, from);
            if (!from.shown.isEmpty() && paths.contains(from.shown.last()))
                store.show(conversation.id, paths[from.shown.last()].last().id);
        } catch (...) {
            if (conversation.id != 0) ConversationShelf(store).erase({conversation.id});
            throw;
        }
        ++outcome.conversations;
    }
    return outcome;
}

}  // namespace app
