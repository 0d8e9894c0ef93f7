#include "app/server/api/seen_requests.h"

#include <utility>

namespace app::server {

Call forRenderer(const Call& call) {
    Call kept;
    kept.request.sampling = call.request.sampling;
    kept.request.sampling.logitBias = {};
    kept.request.sampling.stop = {};
    kept.choices = call.choices;
    kept.stream = call.stream;
    kept.includeUsage = call.includeUsage;
    kept.oneToolCall = call.oneToolCall;
    return kept;
}

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
    forgetAnswer(m_entries.back());
    m_places.erase(m_entries.back().digest);
    m_entries.pop_back();
}

std::shared_ptr<const CachedAnswer> SeenRequests::answerOf(const Digest& digest) const {
    const auto place = m_places.find(viewOf(digest));
    return place == m_places.end() ? nullptr : place->second->answer;
}

void SeenRequests::keep(const Digest& digest, std::shared_ptr<const CachedAnswer> answer) {
    const auto place = m_places.find(viewOf(digest));
    if (place == m_places.end()) return;
    Entry& entry = *place->second;
    forgetAnswer(entry);
    const std::size_t bytes = memoryOf(*answer);
    if (bytes > m_mostAnswerBytes / 4) return;
    entry.answer = std::move(answer);
    entry.bytes = bytes;
    m_answerBytes += bytes;
    for (auto last = m_entries.rbegin(); m_answerBytes > m_mostAnswerBytes; ++last)
        if (&*last != &entry) forgetAnswer(*last);
}

void SeenRequests::forgetAnswer(Entry& entry) {
    m_answerBytes -= std::exchange(entry.bytes, 0);
    entry.answer.reset();
}

void SeenRequests::clear() {
    m_places.clear();
    m_entries.clear();
    m_answerBytes = 0;
}

}  // namespace app::server
