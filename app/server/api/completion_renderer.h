#pragma once

#include <vector>

#include "app/server/api/answer.h"
#include "app/server/api/call.h"

namespace app::server {

/// text_completion, whole and streamed.
class CompletionRenderer final : public Renderer {
 public:
    explicit CompletionRenderer(const Call& call);

    Json whole(const Answer& answer) const override;
    std::string begin(const Answer& answer) override;
    std::string events(const Answer& answer, int choice, const std::vector<engine::Event>& events) override;
    std::string choiceEnd(const Answer& answer, int choice) override;
    std::string end(const Answer& answer) override;

 private:
    std::string chunk(const Answer& answer, int choice, const std::string& text, const char* finishReason);

    const bool m_includeUsage;
    const bool m_withLogprobs;
    std::vector<std::size_t> m_toldTokens;
};

}  // namespace app::server
