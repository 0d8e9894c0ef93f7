#include "app/server/api/answer_routes.h"

#include "app/server/api/chat_call.h"
#include "app/server/api/chat_renderer.h"
#include "app/server/api/completion_call.h"
#include "app/server/api/completion_renderer.h"
#include "app/server/api/response_renderer.h"

namespace app::server {

void addAnswerRoutes(Routes& routes, const std::shared_ptr<AnswerFlow>& flow, const Limits& limits) {
    const auto add = [&](const char* path, std::size_t bytes, const char* prefix,
                         Call (*read)(std::string_view, const Limits&), const AnswerFlow::Render& render) {
        routes.add({"POST", path, Access::Caller, std::string(scope::chat), bytes,
                    [flow, prefix, read, render, &limits](Exchange& exchange) {
                        const auto reader = [read, &limits](std::string_view body) {
                            return read(body, limits);
                        };
                        return flow->run(exchange, reader, render, prefix);
                    }});
    };
    add("/v1/chat/completions", limits.chatBodyBytes, "chatcmpl-", readChatCall,
        [](const Call& call) { return std::make_unique<ChatRenderer>(call); });
    add("/v1/completions", limits.bodyBytes, "cmpl-", readCompletionCall,
        [](const Call& call) { return std::make_unique<CompletionRenderer>(call); });
    add("/v1/responses", limits.chatBodyBytes, "resp_", readResponseCall,
        [](const Call& call) { return std::make_unique<ResponseRenderer>(call); });
}

}  // namespace app::server
