#pragma once

#include <string>

#include "app/server/api/answer.h"
#include "app/server/api/call.h"

namespace app::server {

/// response objects and their events. One choice.
class ResponseRenderer final : public Renderer {
 public:
    explicit ResponseRenderer(const Call& call);

    Json whole(const Answer& answer) const override;
    std::string begin(const Answer& answer) override;
    std::string events(const Answer& answer, int choice, const std::vector<engine::Event>& events) override;
    std::string choiceEnd(const Answer& answer, int choice) override;
    std::string end(const Answer& answer) override;

 private:
    /// Kinds of output items, in the order in which they come.
    enum class Item { None, Reasoning, Message };

    Json frame(const Answer& answer, const char* status) const;
    Json output(const Answer& answer) const;
    Json itemJson(const Answer& answer, Item item) const;
    Json callItem(const engine::ToolCall& call, std::size_t index) const;
    std::string event(const char* type, const Json& json);
    std::string open(const Answer& answer, Item item);
    std::string close(const Answer& answer);
    std::string wholeItem(const Json& item);

    const engine::SamplingOptions m_sampling;
    const bool m_oneToolCall;
    const std::string m_itemId;  ///< the stem of the output items' ids
    Item m_open = Item::None;
    int m_items = 0;  ///< that were begun
    int m_number = 0;
    std::size_t m_calls = 0;
};

}  // namespace app::server
