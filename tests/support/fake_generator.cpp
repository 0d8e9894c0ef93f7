#include "tests/support/fake_generator.h"

#include <chrono>
#include <stdexcept>
#include <utility>

namespace test {

FakeGenerator::FakeGenerator(std::vector<Step> steps, std::string name) : script(std::move(steps)) {
    m_info.name = std::move(name);
    m_info.weights = "float32";
    m_info.device = "cpu";
    m_info.contextTokens = 2048;
    m_info.imageTokenLimit = 256;
    m_info.parameters = 5'000'000;
}

void FakeGenerator::release() const {
    const std::lock_guard lock(m_mutex);
    ++m_released;
    m_changed.notify_all();
}

bool FakeGenerator::waitUntilBlocked(int times) const {
    std::unique_lock lock(m_mutex);
    return m_changed.wait_for(lock, std::chrono::seconds(10), [&] { return m_blocked >= times; });
}

int FakeGenerator::timesBlocked() const {
    const std::lock_guard lock(m_mutex);
    return m_blocked;
}

std::vector<engine::Request> FakeGenerator::requests() const {
    const std::lock_guard lock(m_mutex);
    return m_requests;
}

void FakeGenerator::block(const std::stop_token& stop) const {
    std::unique_lock lock(m_mutex);
    ++m_blocked;
    m_changed.notify_all();
    const auto isReleased = [this] { return m_released > 0; };
    if (ignoresStop) {
        m_changed.wait(lock, isReleased);
    } else if (!m_changed.wait(lock, stop, isReleased)) {
        return;
    }
    --m_released;
}

engine::Result<engine::Finished> FakeGenerator::generate(const engine::Request& request,
                                                         const engine::EventSink& sink,
                                                         std::stop_token stop) const {
    if (onGenerate) onGenerate(request);
    {
        const std::lock_guard lock(m_mutex);
        m_requests.push_back(request);
    }
    engine::Finished finished;
    finished.reason = reason;
    finished.stats.promptTokens = 7;
    for (const Step& step : script) {
        if (stop.stop_requested() && !ignoresStop) break;
        if (const auto* event = std::get_if<engine::Event>(&step)) {
            if (std::holds_alternative<engine::TextDelta>(*event)) ++finished.stats.newTokens;
            sink(*event);
        } else {
            block(stop);
        }
    }
    if (stop.stop_requested()) {
        ++m_stops;
        finished.reason = engine::FinishReason::Cancelled;
        return finished;
    }
    if (throwsAtEnd) throw std::runtime_error("a library's own words");
    if (error) return *error;
    return finished;
}

std::string textOf(const engine::Message& message) {
    std::string text;
    for (const engine::Part& part : message.parts) {
        if (const auto* piece = std::get_if<engine::TextPart>(&part)) text += piece->text;
    }
    return text;
}

std::vector<const engine::Image*> picturesOf(const engine::Message& message) {
    std::vector<const engine::Image*> pictures;
    for (const engine::Part& part : message.parts) {
        if (const auto* piece = std::get_if<engine::ImagePart>(&part)) pictures.push_back(piece->image.get());
    }
    return pictures;
}

}  // namespace test
