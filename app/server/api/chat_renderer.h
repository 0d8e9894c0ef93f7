#pragma once

#include <vector>

#include "app/server/api/answer.h"
#include "app/server/api/call.h"

namespace app::server {

/// chat.completion and chat.completion.chunk.
class ChatRenderer final : public Renderer {
 public:
    explicit ChatRenderer(const Call& call);

    Json whole(const Answer& answer) const override;
    std::string begin(const Answer& answer) override;
    std::string events(const Answer& answer, int choice, const std::vector<engine::Event>& events) override;
    std::string choiceEnd(const Answer& answer, int choice) override;
    std::string end(const Answer& answer) override;

 private:
    /// What a stream has already told of one choice.
    struct Told {
        std::size_t calls = 0;
        std::size_t tokens = 0;
    };

    std::string chunk(const Answer& answer, int choice, Json delta, const char* finishReason);

    const bool m_includeUsage;
    const bool m_withLogprobs;
    std::vector<Told> m_told;
};

}  // namespace app::server
