#include "app/upstream/http_client.h"

#include <algorithm>
#include <curl/curl.h>
#include <exception>
#include <new>
#include <utility>

namespace app {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::size_t mostKept = std::size_t{1024} * 1024;
constexpr std::size_t mostIdle = 32;
constexpr std::chrono::milliseconds endWait{200};

/// libcurl asks for this once a process, before all else.
void startLibrary() {
    static const CURLcode started = curl_global_init(CURL_GLOBAL_DEFAULT);
    if (started != CURLE_OK) throw std::bad_alloc();
}

struct ListDeleter {
    void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};
using List = std::unique_ptr<curl_slist, ListDeleter>;

void append(List& list, const std::string& line) {
    curl_slist* longer = curl_slist_append(list.get(), line.c_str());
    if (longer == nullptr) throw std::bad_alloc();
    static_cast<void>(list.release());
    list.reset(longer);
}

bool isCertificate(CURLcode code) {
    return code == CURLE_PEER_FAILED_VERIFICATION || code == CURLE_SSL_CACERT_BADFILE ||
           code == CURLE_SSL_ISSUER_ERROR || code == CURLE_SSL_INVALIDCERTSTATUS;
}

}  // namespace

/// A handle of libcurl with its connections, for one request at a time.
class HttpClient::Transfer final {
 public:
    Transfer() : m_easy(curl_easy_init()), m_multi(curl_multi_init()) {
        if (m_easy == nullptr || m_multi == nullptr) {
            close();
            throw std::bad_alloc();
        }
    }
    ~Transfer() { close(); }
    Transfer(const Transfer&) = delete;
    Transfer& operator=(const Transfer&) = delete;

    HttpReply run(const HttpCall& call, const std::string& authorities, const std::string& proxy,
                  std::stop_token stop);

 private:
    void close() {
        if (m_easy != nullptr) curl_easy_cleanup(m_easy);
        if (m_multi != nullptr) curl_multi_cleanup(m_multi);
    }
    void prepare(const HttpCall& call, const std::string& authorities, const std::string& proxy);
    void drive(const std::stop_token& stop);
    bool isLate();
    void conclude(CURLcode code);
    void readStatus();

    static std::size_t onHead(char* data, std::size_t, std::size_t size, void* self);
    static std::size_t onBody(char* data, std::size_t, std::size_t size, void* self);
    std::size_t takeBody(std::string_view piece);

    CURL* m_easy;
    CURLM* m_multi;
    const HttpCall* m_call = nullptr;
    HttpReply m_reply;
    List m_headers;
    bool m_isHeard = false;  ///< a head came; some servers send it while the question still waits
    bool m_hasBody = false;
    bool m_isEnough = false;  ///< only the end is waited for, so that the connection can be used again
    Clock::time_point m_last;
    std::exception_ptr m_thrown;
    char m_words[CURL_ERROR_SIZE] = {};
};

void HttpClient::Transfer::prepare(const HttpCall& call, const std::string& authorities,
                                   const std::string& proxy) {
    curl_easy_reset(m_easy);
    m_call = &call;
    m_reply = {};
    m_isHeard = m_hasBody = false;
    m_isEnough = false;
    m_last = Clock::now();
    m_words[0] = '\0';
    m_headers.reset();
    append(m_headers, "Accept: application/json, text/event-stream");
    append(m_headers, "Expect:");  // a picture is sent at once, not after a question
    if (!call.key.empty()) append(m_headers, "Authorization: Bearer " + call.key);
    const auto set = [this](CURLoption option, auto value) { curl_easy_setopt(m_easy, option, value); };
    if (call.body != nullptr) {
        append(m_headers, "Content-Type: application/json");
        set(CURLOPT_POST, 1L);
        set(CURLOPT_POSTFIELDS, call.body->data());
        set(CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(call.body->size()));
    }
    set(CURLOPT_URL, call.url.c_str());
    set(CURLOPT_HTTPHEADER, m_headers.get());
    set(CURLOPT_USERAGENT, "GlanceDesk");
    set(CURLOPT_PROTOCOLS_STR, "http,https");
    set(CURLOPT_NOSIGNAL, 1L);
    set(CURLOPT_TCP_KEEPALIVE, 1L);
    set(CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(call.connect.count()));
    set(CURLOPT_ERRORBUFFER, m_words);
    if (!authorities.empty()) set(CURLOPT_CAINFO, authorities.c_str());
    if (!proxy.empty()) set(CURLOPT_PROXY, proxy.c_str());
    set(CURLOPT_HEADERFUNCTION, &Transfer::onHead);
    set(CURLOPT_HEADERDATA, this);
    set(CURLOPT_WRITEFUNCTION, &Transfer::onBody);
    set(CURLOPT_WRITEDATA, this);
}

HttpReply HttpClient::Transfer::run(const HttpCall& call, const std::string& authorities,
                                    const std::string& proxy, std::stop_token stop) {
    prepare(call, authorities, proxy);
    curl_multi_add_handle(m_multi, m_easy);
    const struct Remove {
        CURLM* multi;
        CURL* easy;
        ~Remove() { curl_multi_remove_handle(multi, easy); }  // closes what isn't whole
    } remove{m_multi, m_easy};
    drive(stop);
    if (m_thrown) std::rethrow_exception(std::exchange(m_thrown, nullptr));
    return std::move(m_reply);
}

void HttpClient::Transfer::drive(const std::stop_token& stop) {
    const std::stop_callback wake(stop, [this] { curl_multi_wakeup(m_multi); });
    while (true) {
        if (stop.stop_requested()) {
            m_reply.end = HttpEnd::Stopped;
            return;
        }
        int running = 0;
        curl_multi_perform(m_multi, &running);
        int left = 0;
        while (const CURLMsg* message = curl_multi_info_read(m_multi, &left)) {
            if (message->msg == CURLMSG_DONE) return conclude(message->data.result);
        }
        if (isLate()) return;
        curl_multi_poll(m_multi, nullptr, 0, m_isEnough ? 50 : 250, nullptr);
    }
}

bool HttpClient::Transfer::isLate() {
    if (m_isEnough) return Clock::now() - m_last >= endWait;
    const auto limit = m_hasBody ? m_call->pause : m_call->firstByte;
    if (Clock::now() - m_last < limit) return false;
    m_reply.end = HttpEnd::Silent;
    m_reply.seconds = std::max<std::int64_t>(1, limit.count() / 1000);
    return true;
}

void HttpClient::Transfer::conclude(CURLcode code) {
    m_reply.reason = m_words[0] != '\0' ? m_words : curl_easy_strerror(code);
    readStatus();
    if (code == CURLE_OK) return;
    if (m_isEnough || code == CURLE_WRITE_ERROR) {
        m_reply.end = HttpEnd::Whole;  // or an error's text that is longer than any has to be
    } else if (isCertificate(code)) {
        m_reply.end = HttpEnd::Untrusted;
    } else if (m_isHeard || code == CURLE_GOT_NOTHING || code == CURLE_RECV_ERROR ||
               code == CURLE_SEND_ERROR || code == CURLE_PARTIAL_FILE) {
        m_reply.end = HttpEnd::Cut;
    } else {
        m_reply.end = HttpEnd::Unreachable;
    }
}

void HttpClient::Transfer::readStatus() {
    long status = 0;
    curl_easy_getinfo(m_easy, CURLINFO_RESPONSE_CODE, &status);
    m_reply.status = static_cast<int>(status);
    const char* type = nullptr;
    curl_easy_getinfo(m_easy, CURLINFO_CONTENT_TYPE, &type);
    if (type != nullptr) m_reply.type = std::string(type).substr(0, std::string_view(type).find(';'));
    curl_off_t seconds = 0;
    curl_easy_getinfo(m_easy, CURLINFO_RETRY_AFTER, &seconds);
    m_reply.retryAfter = static_cast<int>(std::clamp<curl_off_t>(seconds, 0, 86'400));
}

std::size_t HttpClient::Transfer::onHead(char*, std::size_t, std::size_t size, void* self) {
    static_cast<Transfer*>(self)->m_isHeard = true;
    return size;
}

std::size_t HttpClient::Transfer::onBody(char* data, std::size_t, std::size_t size, void* self) {
    return static_cast<Transfer*>(self)->takeBody({data, size});
}

/// Another count than the piece's size ends the call with CURLE_WRITE_ERROR.
std::size_t HttpClient::Transfer::takeBody(std::string_view piece) {
    m_hasBody = true;
    if (!m_isEnough) m_last = Clock::now();
    if (m_reply.status == 0) readStatus();
    if (m_reply.status == 200 && m_call->onBody) {
        try {
            if (!m_isEnough) m_isEnough = !m_call->onBody(m_reply, piece);
            return piece.size();
        } catch (...) {
            m_thrown = std::current_exception();  // must not pass through libcurl
            return 0;
        }
    }
    // What is longer than any error has to be is not read further.
    if (m_reply.body.size() + piece.size() > mostKept) return 0;
    m_reply.body += piece;
    return piece.size();
}

HttpClient::HttpClient(std::string authorities, std::string proxy)
    : m_authorities(std::move(authorities)), m_proxy(std::move(proxy)) {
    startLibrary();
}

HttpClient::~HttpClient() = default;

std::unique_ptr<HttpClient::Transfer> HttpClient::take() const {
    {
        const std::lock_guard lock(m_mutex);
        if (!m_idle.empty()) {
            auto transfer = std::move(m_idle.back());
            m_idle.pop_back();
            return transfer;
        }
    }
    return std::make_unique<Transfer>();
}

void HttpClient::giveBack(std::unique_ptr<Transfer> transfer) const {
    const std::lock_guard lock(m_mutex);
    if (m_idle.size() < mostIdle) m_idle.push_back(std::move(transfer));
}

HttpReply HttpClient::run(const HttpCall& call, std::stop_token stop) const {
    auto transfer = take();
    HttpReply reply = transfer->run(call, m_authorities, m_proxy, std::move(stop));
    giveBack(std::move(transfer));
    return reply;
}

}  // namespace app
