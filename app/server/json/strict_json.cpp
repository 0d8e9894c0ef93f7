#include "app/server/json/strict_json.h"

#include <set>
#include <string>
#include <vector>

#include "app/server/api/api_error.h"

namespace app::server {
namespace {

[[noreturn]] void refuse(const char* code, const char* sentence) {
    throw ApiProblem(400, code, sentence);
}

/// Sees every step of the parser before a value is kept, so that a bomb ends early.
class Watch {
 public:
    explicit Watch(const JsonLimits& limits) : m_limits(limits) {}

    bool operator()(int depth, Json::parse_event_t event, Json& parsed) {
        using Event = Json::parse_event_t;
        switch (event) {
            case Event::object_start:
                m_keys.emplace_back();
                [[fallthrough]];
            case Event::array_start:
                if (depth >= m_limits.depth) refuse("json_too_deep", "The JSON is nested too deeply.");
                count();
                break;
            case Event::key:
                if (!m_keys.back().insert(parsed.get_ref<const std::string&>()).second)
                    refuse("duplicate_key", "A JSON object has the same key twice.");
                count();
                break;
            case Event::object_end:
                m_keys.pop_back();
                break;
            case Event::array_end:
                break;
            case Event::value:
                count();
                break;
        }
        return true;
    }

 private:
    void count() {
        if (++m_values > m_limits.values) refuse("json_too_large", "The JSON has too many values.");
    }

    const JsonLimits m_limits;
    std::size_t m_values = 0;
    std::vector<std::set<std::string>> m_keys;
};

}  // namespace

Json parseStrict(std::string_view text, const JsonLimits& limits) {
    Watch watch(limits);
    const auto callback = [&watch](int depth, Json::parse_event_t event, Json& parsed) {
        return watch(depth, event, parsed);
    };
    Json value = Json::parse(text, callback, false);
    if (value.is_discarded()) refuse("invalid_json", "The body is not valid JSON in UTF-8.");
    return value;
}

}  // namespace app::server
