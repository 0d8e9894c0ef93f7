#pragma once

#include <memory>
#include <vector>

#include <QImage>

#include "app/chat/chat_service.h"
#include "app/chat/engine_worker.h"
#include "app/conversations/conversation_store.h"
#include "app/images/image_import.h"
#include "tests/support/fake_generator.h"

namespace test {

using Script = std::vector<FakeGenerator::Step>;

inline app::Picture picture(int width) {
    QImage image(width, 2, QImage::Format_RGB32);
    image.fill(Qt::red);
    return std::get<app::Picture>(app::ImageImport().fromImage(image, QString("shot %1").arg(width)));
}

/// A chat on a folder of its own, with a model that plays a script.
struct ChatBench {
    explicit ChatBench(Script script, const QString& folder = {})
        : fake(std::make_shared<FakeGenerator>(std::move(script))),
          store(folder),
          worker(app::fixedLoader(fake)),
          chat(store, worker) {
        worker.load("folder");
    }

    const app::Turn& last() const { return chat.conversation().turns.last(); }

    std::shared_ptr<FakeGenerator> fake;
    app::ConversationStore store;
    app::EngineWorker worker;
    app::ChatService chat;
};

}  // namespace test
