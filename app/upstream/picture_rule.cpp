#include "app/upstream/picture_rule.h"

#include <algorithm>
#include <utility>

#include "app/upstream/answer_place.h"

namespace app {
namespace {

bool hasPicture(const engine::Request& request) {
    return std::any_of(request.messages.begin(), request.messages.end(), [](const engine::Message& message) {
        return std::any_of(message.parts.begin(), message.parts.end(), [](const engine::Part& part) {
            return std::holds_alternative<engine::ImagePart>(part);
        });
    });
}

}  // namespace

PictureRule::PictureRule(Model servers, Model here)
    : m_servers(std::move(servers)), m_here(std::move(here)), m_info(m_servers->info()) {
    const engine::ModelInfo& local = m_here->info();
    m_info.imageTokenLimit = local.imageTokenLimit;
    m_info.notes.insert(m_info.notes.end(), local.notes.begin(), local.notes.end());
    if (m_info.contextTokens == 0 || local.contextTokens < m_info.contextTokens)
        m_info.contextTokens = local.contextTokens;
}

engine::Result<engine::Finished> PictureRule::generate(const engine::Request& request,
                                                       const engine::EventSink& sink,
                                                       std::stop_token stop) const {
    if (!hasPicture(request)) return m_servers->generate(request, sink, std::move(stop));
    sink(engine::Progress{engine::Stage::Waiting, 0, 0, labelOfHere(m_here->info().name)});
    return m_here->generate(request, sink, std::move(stop));
}

engine::Result<std::vector<int>> PictureRule::tokenize(const std::string& text) const {
    return m_here->tokenize(text);
}

}  // namespace app
