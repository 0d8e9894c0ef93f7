#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <stop_token>

#include <QByteArray>
#include <QString>

namespace app {

/// What a file's content is called: hexadecimal, lower case.
struct ContentDigests {
    QByteArray sha256;
    QByteArray gitBlob;  ///< what git calls it, which sites give for small files; empty for large ones
};

/// Both digests of bytes that arrive one after the other. One thread at a time; throws std::runtime_error
/// only when libcrypto itself fails.
class ContentHash final {
 public:
    static constexpr std::int64_t largestBlob = std::int64_t{64} << 20;

    /// git's name needs the size beforehand; below 0: unknown.
    explicit ContentHash(std::int64_t size);
    ~ContentHash();
    ContentHash(const ContentHash&) = delete;
    ContentHash& operator=(const ContentHash&) = delete;

    void add(const char* bytes, std::size_t count);
    void add(const QByteArray& bytes) { add(bytes.constData(), static_cast<std::size_t>(bytes.size())); }
    /// Ends it; nothing may be added afterwards.
    ContentDigests finish();

 private:
    struct Contexts;
    std::unique_ptr<Contexts> m_contexts;
};

/// Of a whole file; `read` is told how many bytes each time. Empty when it cannot be read or was stopped.
/// Any thread.
std::optional<ContentDigests> digestsOf(const QString& file, const std::function<void(std::int64_t)>& read,
                                        const std::stop_token& stop);

}  // namespace app
