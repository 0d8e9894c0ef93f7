#pragma once

#include <cstddef>
#include <vector>

#include "engine/event.h"

namespace app {

/// What one client was given of an answer. When the answer is computed anew, the part that it has is left
/// out; pieces of text may be cut elsewhere than the first time. One thread.
class AnswerPrefix final {
 public:
    /// Hands on what is new. False when the answer is not the one that the client has a part of; nothing may
    /// be handed on after that. Progress is always handed on.
    bool pass(const engine::Event& event, const engine::EventSink& sink);

    /// The next events are those of another computation of the same answer, from its start.
    void beginAnew();

 private:
    bool passText(const engine::TextDelta& delta, const engine::EventSink& sink);

    std::vector<engine::Event> m_given;  ///< neighbouring pieces of one channel are joined
    std::size_t m_event = 0;             ///< the next of m_given that must come again
    std::size_t m_offset = 0;            ///< how much of its text came already
};

}  // namespace app
