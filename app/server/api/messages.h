#pragma once

#include "app/server/api/call.h"
#include "app/server/json/strict_json.h"
#include "app/server/server_options.h"

namespace app::server {

/// Reads chat completions' "messages" into the call. Throws ApiProblem 400.
void readMessages(const Json& messages, const Limits& limits, Call& call);

/// Counts text and pictures of one request against the limits.
class Amounts final {
 public:
    explicit Amounts(const Limits& limits) : m_limits(limits) {}
    void addText(const std::string& text, const std::string& param);
    void addPicture(const std::string& param);
    const Limits& limits() const { return m_limits; }

 private:
    const Limits& m_limits;
    std::size_t m_text = 0;
    int m_pictures = 0;
};

/// The cap on a picture's tokens that its "detail" asks for.
int tokensOfDetail(const std::string& detail, const Limits& limits);

/// Adds a picture's place to the call's last message.
void addPicture(Call& call, const std::string& url, int mostTokens, const std::string& param,
                Amounts& amounts);

}  // namespace app::server
