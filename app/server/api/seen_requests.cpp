#include "app/server/api/seen_requests.h"

#include <utility>

namespace app::server {

Digest SeenRequests::digestOf(std::string_view caller, std::string_view path, std::string_view body) {
    return FieldDigest("glancedesk seen request 1").add(caller).add(path).add(body).finish();
}

std::shared_ptr<const SeenRequest> SeenRequests::find(const Digest& digest) {
    const auto place = m_places.find(viewOf(digest));
    if (place == m_places.end()) return nullptr;
    m_entries.splice(m_entries.begin(), m_entries, place->second);
    return place->second->seen;
}

void SeenRequests::add(const Digest& digest, SeenRequest seen) {
    if (m_places.contains(viewOf(digest))) return;
    m_entries.push_front({std::string(viewOf(digest)), std::make_shared<const SeenRequest>(std::move(seen))});
    m_places.emplace(m_entries.front().digest, m_entries.begin());
    if (m_entries.size() <= m_most) return;
    m_places.erase(m_entries.back().digest);
    m_entries.pop_back();
}

void SeenRequests::clear() {
    m_places.clear();
    m_entries.clear();
}

}  // namespace app::server
