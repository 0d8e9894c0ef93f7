#pragma once

#include <atomic>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <optional>
#include <variant>
#include <vector>

#include "engine/generator.h"

namespace test {

/// Stands for a model in tests: plays a script and keeps what it was asked. Any thread.
class FakeGenerator final : public engine::Generator {
 public:
    /// Waits at this point until release() or a stop.
    struct Block {};
    using Step = std::variant<engine::Event, Block>;

    explicit FakeGenerator(std::vector<Step> script = {}, std::string name = "fake");

    static Step answer(std::string text) {
        return engine::Event{engine::TextDelta{engine::Channel::Answer, text}};
    }
    static Step thinking(std::string text) {
        return engine::Event{engine::TextDelta{engine::Channel::Thinking, text}};
    }
    static Step progress(engine::Stage stage, int done, int total) {
        return engine::Event{engine::Progress{stage, done, total}};
    }

    // What the next calls do. Set before they start.
    std::vector<Step> script;
    std::function<void(const engine::Request&)> onGenerate;  ///< on the worker's thread, first of all
    /// What its tower sees, on the thread that asks; empty: it has none.
    std::function<engine::Result<std::vector<float>>(const engine::ImagePart&, const std::stop_token&)>
        onEmbed;
    std::optional<engine::Error> error;  ///< at the end of the script, in place of Finished
    engine::FinishReason reason = engine::FinishReason::Stop;
    bool throwsAtEnd = false;
    bool ignoresStop = false;  ///< Block ends by release() alone, and text goes on after a stop

    /// Lets one waiting Block go on, or the next that comes.
    void release() const;
    /// Until so many calls have reached a Block; false after 10 s. The caller's event loop stands still
    /// meanwhile: where a call begins only through that loop, QTRY_VERIFY(timesBlocked() >= n) instead.
    bool waitUntilBlocked(int times = 1) const;
    int timesBlocked() const;

    std::vector<engine::Request> requests() const;
    int stopsSeen() const { return m_stops; }

    engine::Result<engine::Finished> generate(const engine::Request& request, const engine::EventSink& sink,
                                              std::stop_token stop) const override;
    engine::Result<std::vector<float>> embed(const engine::ImagePart& picture,
                                             std::stop_token stop) const override {
        return onEmbed ? onEmbed(picture, stop) : std::vector<float>{};
    }
    const engine::ModelInfo& info() const override { return m_info; }
    /// One token for each byte.
    engine::Result<std::vector<int>> tokenize(const std::string& text) const override {
        return std::vector<int>(text.begin(), text.end());
    }

 private:
    void block(const std::stop_token& stop) const;

    engine::ModelInfo m_info;
    mutable std::mutex m_mutex;
    mutable std::condition_variable_any m_changed;
    mutable int m_blocked = 0;
    mutable int m_released = 0;
    mutable std::vector<engine::Request> m_requests;
    mutable std::atomic<int> m_stops = 0;
};

/// All the text of a message, pictures left out.
std::string textOf(const engine::Message& message);
/// The pictures of a message, in order.
std::vector<const engine::Image*> picturesOf(const engine::Message& message);

}  // namespace test
