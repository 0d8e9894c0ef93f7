#include "app/server/api/chat_call.h"

#include "app/server/api/messages.h"
#include "app/server/api/sampling_fields.h"
#include "app/server/api/tool_fields.h"
#include "app/server/json/object_reader.h"

namespace app::server {

Call readChatCall(std::string_view text, const Limits& limits) {
    const Json json = parseStrict(text, limits.json);
    ObjectReader body(json, "");
    Call call;
    call.model = body.requireText("model", 256);
    readSampling(body, limits, call);
    readStop(body, call);
    readStream(body, call);
    readThinking(body, call);
    readHabits(body, call);
    readFormat(body, limits, call);
    readTools(body, limits, call);
    if (body.boolean("logprobs").value_or(false))
        call.request.sampling.topLogprobs = static_cast<int>(body.integer("top_logprobs", 0, 20).value_or(0));
    else if (body.integer("top_logprobs", 0, 20).value_or(0) > 0)
        body.refuse("top_logprobs", "goes with 'logprobs': true only.");
    body.only("modalities", Json::array({"text"}));
    const Json& messages = body.require("messages");
    body.finish();  // an unknown field is told before the pictures are read
    readMessages(messages, limits, call);
    return call;
}

}  // namespace app::server
