#pragma once

#include <memory>
#include <string>
#include <vector>

#include "app/upstream/fleet.h"
#include "app/upstream/upstream_options.h"
#include "engine/generator.h"

namespace app {

/// Other servers in the model's place: each request goes to the least busy of those that are well. Nothing of
/// a conversation is kept here.
class UpstreamGenerator final : public engine::Generator {
 public:
    /// Looks at every address. The first error of theirs when none takes the key and has the model; servers
    /// that can't be reached are no error when the options name the model, since they may come later.
    static engine::Result<std::shared_ptr<const UpstreamGenerator>> connect(const UpstreamOptions& options,
                                                                            std::stop_token stop = {});
    ~UpstreamGenerator() override;

    /// Before the first event another address is tried after a failure; later the answer ends with
    /// UpstreamCut. A stop closes the connection, which makes the server stop. Tells who answers by
    /// Progress::answeredBy.
    engine::Result<engine::Finished> generate(const engine::Request& request, const engine::EventSink& sink,
                                              std::stop_token stop) const override;
    const engine::ModelInfo& info() const override { return m_info; }
    /// By the server's own /tokenize, which vLLM, SGLang and this program have.
    engine::Result<std::vector<int>> tokenize(const std::string& text) const override;

    std::vector<UpstreamState> states() const;

 private:
    struct Parts;
    UpstreamGenerator(std::unique_ptr<Parts> parts, engine::ModelInfo info);

    std::unique_ptr<Parts> m_parts;
    engine::ModelInfo m_info;
};

}  // namespace app
