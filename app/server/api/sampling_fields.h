#pragma once

#include "app/server/api/call.h"
#include "app/server/json/object_reader.h"
#include "app/server/server_options.h"

namespace app::server {

/// Fields that chat completions, completions and responses share. Each throws ApiProblem 400 that names the
/// field; what the field means is in README.md.
void readSampling(ObjectReader& body, const Limits& limits, Call& call);
void readStop(ObjectReader& body, Call& call);
void readStream(ObjectReader& body, Call& call);
void readHabits(ObjectReader& body, Call& call);
/// "reasoning_effort" and "chat_template_kwargs".
void readThinking(ObjectReader& body, Call& call);

}  // namespace app::server
