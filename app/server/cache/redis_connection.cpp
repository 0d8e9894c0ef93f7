#include "app/server/cache/redis_connection.h"

#include <cerrno>
#include <charconv>
#include <hiredis/hiredis.h>
#include <poll.h>
#include <sys/socket.h>

#include <QCoreApplication>
#include <QUrl>

#include "app/server/cache/redis_cache.h"

namespace app {
namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(RedisCache)
};

void freeCommand(void* text) {
    redisFreeCommand(static_cast<char*>(text));
}

}  // namespace

struct RedisConnection::Reply {
    explicit Reply(void* raw) : reply(static_cast<redisReply*>(raw), freeReplyObject) {}
    std::unique_ptr<redisReply, void (*)(void*)> reply;
};

void RedisConnection::Free::operator()(redisContext* context) const {
    redisFree(context);
}

RedisAddress redisAddressOf(const std::string& text) {
    constexpr std::string_view unixStart = "unix:";
    RedisAddress address;
    if (text.starts_with(unixStart) && text.size() > unixStart.size()) {
        address.socket = text.substr(unixStart.size());
        return address;
    }
    const QUrl url(QString::fromStdString(text), QUrl::StrictMode);
    bool isFine = url.isValid() && url.scheme() == "redis" && !url.host().isEmpty() && !url.hasQuery() &&
                  !url.hasFragment();
    const QString path = url.path().mid(1);
    if (isFine && !path.isEmpty()) address.database = path.toInt(&isFine);
    if (!isFine || address.database < 0) {
        // The URL itself may hold a password and is not repeated.
        throw RedisUrlError(
            Text::tr("The Redis address is not understood: write "
                     "redis://[USER:PASSWORD@]HOST[:PORT][/DATABASE] or unix:PATH. For TLS put a "
                     "tunnel such as stunnel in between.")
                .toStdString());
    }
    address.host = url.host().toStdString();
    address.port = url.port(6379);
    address.user = url.userName(QUrl::FullyDecoded).toStdString();
    address.password = url.password(QUrl::FullyDecoded).toStdString();
    return address;
}

RedisConnection::RedisConnection(const RedisAddress& address, Deadline deadline)
    : m_context(address.socket.empty() ? redisConnectNonBlock(address.host.c_str(), address.port)
                                       : redisConnectUnixNonBlock(address.socket.c_str())) {
    if (!m_context || m_context->err != 0) throw RedisFailure("cannot connect");
    wait(POLLOUT, deadline);
    int error = 0;
    socklen_t size = sizeof error;
    if (getsockopt(m_context->fd, SOL_SOCKET, SO_ERROR, &error, &size) != 0 || error != 0) {
        throw RedisFailure("cannot connect");
    }
    m_context->flags |= REDIS_CONNECTED;
    if (!address.password.empty()) {
        std::vector<std::string> words{"AUTH"};
        if (!address.user.empty()) words.push_back(address.user);
        words.push_back(address.password);
        expectOk(words, deadline);
    }
    if (address.database != 0) expectOk({"SELECT", std::to_string(address.database)}, deadline);
}

RedisConnection::~RedisConnection() = default;

void RedisConnection::wait(short events, Deadline deadline) const {
    for (;;) {
        const auto left =
            std::chrono::ceil<std::chrono::milliseconds>(deadline - std::chrono::steady_clock::now()).count();
        if (left <= 0) throw RedisFailure("too slow");
        pollfd file{m_context->fd, events, 0};
        const int ready = poll(&file, 1, static_cast<int>(left));
        if (ready > 0) return;
        if (ready < 0 && errno != EINTR) throw RedisFailure("cannot wait");
    }
}

/// By hand: hiredis writes without MSG_NOSIGNAL, and a Redis that has gone would end the program.
void RedisConnection::send(std::string_view bytes, Deadline deadline) const {
    while (!bytes.empty()) {
        const ssize_t count = ::send(m_context->fd, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (count >= 0) {
            bytes.remove_prefix(static_cast<std::size_t>(count));
        } else if (errno == EAGAIN || errno == EWOULDBLOCK) {
            wait(POLLOUT, deadline);
        } else if (errno != EINTR) {
            throw RedisFailure("connection lost");
        }
    }
}

RedisConnection::Reply RedisConnection::ask(const std::vector<std::string>& words, Deadline deadline) {
    std::vector<const char*> starts;
    std::vector<std::size_t> sizes;
    for (const std::string& word : words) {
        starts.push_back(word.data());
        sizes.push_back(word.size());
    }
    char* text = nullptr;
    const int size =
        redisFormatCommandArgv(&text, static_cast<int>(words.size()), starts.data(), sizes.data());
    const std::unique_ptr<char, void (*)(void*)> command(text, freeCommand);
    if (size < 0) throw RedisFailure("cannot ask");
    send({command.get(), static_cast<std::size_t>(size)}, deadline);
    for (;;) {
        void* raw = nullptr;
        if (redisGetReplyFromReader(m_context.get(), &raw) != REDIS_OK) throw RedisFailure("nonsense");
        if (raw != nullptr) return Reply(raw);
        wait(POLLIN, deadline);
        if (redisBufferRead(m_context.get()) != REDIS_OK) throw RedisFailure("connection lost");
    }
}

void RedisConnection::expectOk(const std::vector<std::string>& words, Deadline deadline) {
    const Reply answer = ask(words, deadline);
    if (answer.reply->type != REDIS_REPLY_STATUS) throw RedisFailure(words.front() + " refused");
}

std::optional<std::string> RedisConnection::get(const std::string& key, std::size_t mostBytes,
                                                Deadline deadline) {
    // A value longer than any of ours is cut by Redis itself.
    const Reply answer = ask({"GETRANGE", key, "0", std::to_string(mostBytes)}, deadline);
    if (answer.reply->type != REDIS_REPLY_STRING) throw RedisFailure("not a value");
    if (answer.reply->len == 0) return std::nullopt;
    return std::string(answer.reply->str, static_cast<std::size_t>(answer.reply->len));
}

void RedisConnection::set(const std::string& key, const std::string& value, std::chrono::seconds lifetime,
                          Deadline deadline) {
    expectOk({"SET", key, value, "EX", std::to_string(lifetime.count())}, deadline);
}

}  // namespace app
