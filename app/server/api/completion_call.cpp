#include "app/server/api/completion_call.h"

#include "app/server/api/sampling_fields.h"
#include "app/server/json/object_reader.h"

namespace app::server {

Call readCompletionCall(std::string_view text, const Limits& limits) {
    const Json json = parseStrict(text, limits.json);
    ObjectReader body(json, "");
    Call call;
    call.model = body.requireText("model", 256);
    readSampling(body, limits, call);
    readStop(body, call);
    readStream(body, call);
    readHabits(body, call);
    if (const auto logprobs = body.integer("logprobs", 0, 20))
        call.request.sampling.topLogprobs = static_cast<int>(*logprobs);
    body.only("echo", false);
    body.only("best_of", 1);
    body.only("suffix", "");
    const Json& prompt = body.require("prompt");
    const Json* one = prompt.is_array() && prompt.size() == 1 ? &prompt.front() : &prompt;
    if (!one->is_string() || one->get_ref<const std::string&>().empty())
        body.refuse("prompt", "must be one text that isn't empty.");
    if (one->get_ref<const std::string&>().size() > static_cast<std::size_t>(limits.textBytes))
        body.refuse("prompt", "is longer than " + std::to_string(limits.textBytes) + " bytes.");
    call.request.prompt = one->get<std::string>();
    body.finish();
    return call;
}

}  // namespace app::server
