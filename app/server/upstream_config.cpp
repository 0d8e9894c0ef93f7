#include "app/server/upstream_config.h"

#include <algorithm>

#include "app/upstream/upstream_address.h"

namespace app::server {
namespace {

UpstreamDialect dialectIn(ConfigTable& table) {
    const std::string word = table.choice("dialect", {"auto", "openai", "vllm", "sglang", "glancedesk"});
    if (word == "openai") return UpstreamDialect::OpenAi;
    if (word == "vllm") return UpstreamDialect::Vllm;
    if (word == "sglang") return UpstreamDialect::Sglang;
    return word == "glancedesk" ? UpstreamDialect::GlanceDesk : UpstreamDialect::Auto;
}

}  // namespace

UpstreamPlace readUpstream(ConfigTable& table) {
    UpstreamPlace place;
    UpstreamOptions& options = place.servers;
    std::vector<std::string> written;
    table.texts("addresses", written);
    if (written.empty()) table.refuse("addresses", "must name at least one server.");
    for (const std::string& one : written) {
        const auto address = upstreamAddress(one);
        if (!address)
            table.refuse("addresses", "must hold addresses such as \"http://gpu1:8000\", without a key.");
        if (std::count(options.addresses.begin(), options.addresses.end(), *address) == 0)
            options.addresses.push_back(*address);
    }
    options.model = table.text("model").value_or("");
    options.key = table.secret("key").value_or("");
    const bool isKey = std::all_of(options.key.begin(), options.key.end(),
                                   [](unsigned char c) { return c > ' ' && c < 127; });
    if (!isKey) table.refuse("key", "must be one word of ASCII characters.");
    std::filesystem::path authorities;
    table.path("authorities_file", authorities);
    options.authorities = authorities.string();
    if (!authorities.empty() && !std::filesystem::is_regular_file(authorities))
        table.refuse("authorities_file", "names no file.");
    options.proxy = table.text("proxy").value_or("");
    options.dialect = dialectIn(table);
    table.seconds("connect_seconds", options.connect);
    table.seconds("first_byte_seconds", options.firstByte);
    table.seconds("pause_seconds", options.pause);
    table.seconds("check_seconds", options.check);
    table.flag("keep_pictures_here", place.keepsPictures);
    table.finish();
    return place;
}

}  // namespace app::server
