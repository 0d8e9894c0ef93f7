#pragma once

#include <functional>
#include <memory>

#include "engine/generator.h"

namespace app {

/// Pictures stay on this computer: a request that has any, also in its earlier turns, is answered by the
/// model that is loaded here, every other one by the servers.
class PictureRule final : public engine::Generator {
 public:
    using Model = std::shared_ptr<const engine::Generator>;
    PictureRule(Model servers, Model here);

    /// Tells by Progress::answeredBy when it is this computer.
    engine::Result<engine::Finished> generate(const engine::Request& request, const engine::EventSink& sink,
                                              std::stop_token stop) const override;
    /// Of the servers, with the shorter context of both.
    const engine::ModelInfo& info() const override { return m_info; }
    /// By the model of this computer.
    engine::Result<std::vector<int>> tokenize(const std::string& text) const override;

 private:
    const Model m_servers;
    const Model m_here;
    engine::ModelInfo m_info;
};

}  // namespace app
