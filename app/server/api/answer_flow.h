#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "app/server/api/answer.h"
#include "app/server/api/call.h"
#include "app/server/api/seen_requests.h"
#include "app/server/api/serving.h"
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
    WorkRoom& hands;       ///< reads requests, opens pictures
    WorkRoom& looks;       ///< looks into the cache for what was seen before, so that it waits for no picture
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
    std::shared_ptr<AnswerDesk> deskFor(const std::shared_ptr<const engine::Generator>& generator);
    bool mayRepeat(const Exchange& exchange) const;
    void admitPixels(const Exchange& exchange, std::int64_t pixels);
    /// Their pixels together.
    Task<std::int64_t> openPictures(Exchange& exchange, Call& call);
    Task<bool> repeat(Exchange& exchange, const Digest& digest, const Render& render, const char* idPrefix);
    Task<Serving> serve(Exchange& exchange, const Call& call, const engine::Generator& generator,
                        const Render& render, const char* idPrefix);
    Task<void> answer(Exchange& exchange, Serving& serving, bool isStream);
    Task<void> whole(Exchange& exchange, Serving& serving);
    Task<void> streamed(Exchange& exchange, Serving& serving);

    Kitchen m_kitchen;
    std::shared_ptr<const engine::Generator> m_deskModel;  ///< the one that the desk stands before
    std::shared_ptr<AnswerDesk> m_desk;
    SeenRequests m_seen;
};

}  // namespace app::server
