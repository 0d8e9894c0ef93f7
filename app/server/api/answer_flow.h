#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "app/server/api/answer.h"
#include "app/server/api/call.h"
#include "app/server/cache/answer_desk.h"
#include "app/server/http/exchange.h"
#include "app/server/limits/rate_limiter.h"
#include "app/server/model/admission.h"
#include "app/server/model/model_source.h"
#include "app/server/model/work_room.h"
#include "app/server/scan/picture_scan.h"
#include "app/server/server_options.h"

namespace app::server {

/// What the routes that ask the model work with. Owned by the server, of its thread.
struct Kitchen {
    const ServerOptions& options;
    const ModelSource& source;
    const PictureScan& scan;
    RateLimiter& rates;
    ResponseCache* cache;  ///< may be null
    WorkRoom& hands;       ///< reads requests, opens pictures, looks into the cache
    WorkRoom& models;      ///< one thread for each answer that is computed
    Admission& admission;
};

/// The generator in use; throws ApiProblem 503 while it loads.
std::shared_ptr<const engine::Generator> loadedModel(const ModelSource& source);

/// One request for an answer from its body to its last byte: read, admit, open pictures, look into the cache,
/// compute, write. The same for every route that asks the model.
class AnswerFlow final {
 public:
    using Read = std::function<Call(std::string_view body)>;
    using Render = std::function<std::unique_ptr<Renderer>(const Call& call)>;

    explicit AnswerFlow(Kitchen kitchen) : m_kitchen(kitchen) {}

    /// `idPrefix` begins the answer's id.
    Task<void> run(Exchange& exchange, Read read, Render render, const char* idPrefix);

 private:
    struct Serving;

    std::shared_ptr<AnswerDesk> deskFor(const std::shared_ptr<const engine::Generator>& generator);
    Task<void> openPictures(Exchange& exchange, Call& call);
    Task<void> whole(Exchange& exchange, Serving& serving);
    Task<void> streamed(Exchange& exchange, Serving& serving);

    Kitchen m_kitchen;
    std::shared_ptr<const engine::Generator> m_deskModel;  ///< the one that the desk stands before
    std::shared_ptr<AnswerDesk> m_desk;
};

}  // namespace app::server
