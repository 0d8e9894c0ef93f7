#include "app/models/content_hash.h"

#include <openssl/evp.h>
#include <stdexcept>

#include <QFile>

namespace app {
namespace {

struct Free {
    void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
};
using Context = std::unique_ptr<EVP_MD_CTX, Free>;

void require(bool isFine) {
    if (!isFine) throw std::runtime_error("libcrypto failed");
}

Context begun(const EVP_MD* kind) {
    Context context(EVP_MD_CTX_new());
    require(context != nullptr && EVP_DigestInit_ex(context.get(), kind, nullptr) == 1);
    return context;
}

QByteArray finished(EVP_MD_CTX* context) {
    unsigned char digest[EVP_MAX_MD_SIZE];
    unsigned size = 0;
    require(EVP_DigestFinal_ex(context, digest, &size) == 1);
    return QByteArray(reinterpret_cast<const char*>(digest), static_cast<qsizetype>(size)).toHex();
}

}  // namespace

struct ContentHash::Contexts {
    Context sha256;
    Context blob;  ///< null: too large, or of unknown size
};

ContentHash::ContentHash(std::int64_t size) : m_contexts(std::make_unique<Contexts>()) {
    m_contexts->sha256 = begun(EVP_sha256());
    if (size < 0 || size > largestBlob) return;
    m_contexts->blob = begun(EVP_sha1());
    const QByteArray head = "blob " + QByteArray::number(qlonglong(size)) + '\0';
    require(EVP_DigestUpdate(m_contexts->blob.get(), head.constData(),
                             static_cast<std::size_t>(head.size())) == 1);
}

ContentHash::~ContentHash() = default;

void ContentHash::add(const char* bytes, std::size_t count) {
    require(EVP_DigestUpdate(m_contexts->sha256.get(), bytes, count) == 1);
    if (m_contexts->blob) require(EVP_DigestUpdate(m_contexts->blob.get(), bytes, count) == 1);
}

ContentDigests ContentHash::finish() {
    return {finished(m_contexts->sha256.get()),
            m_contexts->blob ? finished(m_contexts->blob.get()) : QByteArray()};
}

std::optional<ContentDigests> digestsOf(const QString& path, const std::function<void(std::int64_t)>& read,
                                        const std::stop_token& stop) {
    QFile file(path);
    if (!file.open(QFile::ReadOnly | QFile::Unbuffered)) return {};
    ContentHash hash(file.size());
    QByteArray part(1 << 20, Qt::Uninitialized);
    while (!stop.stop_requested()) {
        const qint64 count = file.read(part.data(), part.size());
        if (count < 0) return {};
        if (count == 0) return hash.finish();
        hash.add(part.constData(), static_cast<std::size_t>(count));
        if (read) read(count);
    }
    return {};
}

}  // namespace app
