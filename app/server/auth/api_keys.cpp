#include "app/server/auth/api_keys.h"

#include <algorithm>
#include <sys/stat.h>

#include <QCoreApplication>
#include <QDir>
#include <QStandardPaths>
#include <nlohmann/json.hpp>
#include <spdlog/spdlog.h>

#include "app/server/crypto/digest.h"
#include "app/server/crypto/private_file.h"

namespace app {
namespace {

using Json = nlohmann::json;
using FileStatus = struct stat;

struct Text {
    Q_DECLARE_TR_FUNCTIONS(ApiKeys)
};

constexpr std::string_view keyStart = "gd-";
constexpr std::size_t keyBytes = 32;
constexpr UnixTime secondsBetweenUses = 60;

[[noreturn]] void failWith(const QString& sentence) {
    throw AuthError(sentence.toStdString());
}

bool isName(const std::string& name) {
    constexpr std::string_view allowed = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-";
    return !name.empty() && name.size() <= 64 && name.find_first_not_of(allowed) == std::string::npos;
}

std::string textOf(const std::vector<ApiKey>& keys) {
    Json list = Json::array();
    for (const ApiKey& key : keys) {
        list.push_back({{"name", key.name},
                        {"id", key.id},
                        {"hash", key.hash},
                        {"scopes", key.scopes},
                        {"created", key.created},
                        {"last_used", key.lastUsed}});
    }
    return Json{{"version", 1}, {"keys", list}}.dump(2) + "\n";
}

std::vector<ApiKey> keysOf(const std::string& text) {
    const Json document = Json::parse(text);
    if (document.at("version").get<int>() != 1) throw std::invalid_argument("version");
    std::vector<ApiKey> keys;
    for (const Json& entry : document.at("keys")) {
        ApiKey key{entry.at("name"),   entry.at("id"),      entry.at("hash"),
                   entry.at("scopes"), entry.at("created"), entry.at("last_used")};
        if (!isName(key.name) || key.hash.size() != 64) throw std::invalid_argument("key");
        keys.push_back(std::move(key));
    }
    return keys;
}

std::vector<ApiKey>::iterator named(std::vector<ApiKey>& keys, const std::string& name) {
    return std::find_if(keys.begin(), keys.end(), [&](const ApiKey& key) { return key.name == name; });
}

}  // namespace

UnixTime unixNow() {
    return std::chrono::duration_cast<std::chrono::seconds>(
               std::chrono::system_clock::now().time_since_epoch())
        .count();
}

ApiKeys::ApiKeys(std::filesystem::path file) : m_file(std::move(file)) {
    reload();
}

ApiKeys::~ApiKeys() {
    writeLastUses();
}

ApiKeys::FileStamp ApiKeys::stamp() const {
    FileStatus status{};
    if (::stat(m_file.c_str(), &status) != 0) return {};
    return {std::int64_t{status.st_mtim.tv_sec} * 1'000'000'000 + status.st_mtim.tv_nsec, status.st_ino};
}

void ApiKeys::reload() {
    // Read first: a change in between is seen at the next look.
    const FileStamp newStamp = stamp();
    std::vector<ApiKey> keys;
    if (newStamp != FileStamp{}) {
        const std::string text = readPrivateFile(m_file);
        try {
            keys = keysOf(text);
        } catch (const std::exception&) {
            failWith(Text::tr("%1 is damaged: restore it, or delete it and add the keys anew.")
                         .arg(QString::fromStdString(m_file.string())));
        }
    }
    // Uses that were not written yet are kept.
    for (ApiKey& key : keys) {
        for (const ApiKey& old : m_keys) {
            if (old.id == key.id && old.hash == key.hash) key.lastUsed = std::max(key.lastUsed, old.lastUsed);
        }
    }
    m_keys = std::move(keys);
    m_stamp = newStamp;
}

void ApiKeys::reloadIfChanged() {
    const auto now = std::chrono::steady_clock::now();
    if (now < m_nextLook) return;
    m_nextLook = now + std::chrono::milliseconds(500);
    if (stamp() == m_stamp) return;
    try {
        reload();
    } catch (const std::exception& error) {
        // Nobody can tell which keys still hold: none does.
        m_keys.clear();
        m_stamp = {};
        spdlog::error("{}", error.what());
    }
}

std::filesystem::path ApiKeys::defaultFile() {
    const QString data = QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation);
    return QDir(data).filePath("glancedesk/server/keys.json").toStdString();
}

std::string ApiKeys::add(const std::string& name, const std::vector<std::string>& scopes, UnixTime now) {
    if (!isName(name)) {
        failWith(Text::tr("A key's name has 1 to 64 letters, digits, dots, dashes or underscores."));
    }
    if (scopes.empty()) failWith(Text::tr("Give the key at least one scope: chat, models or metrics."));
    for (const std::string& scope : scopes) {
        if (!isScope(scope)) {
            failWith(Text::tr("There is no scope %1: choose among chat, models and metrics.")
                         .arg(QString::fromStdString(scope)));
        }
    }
    const FileLock lock(m_file);  // before the mutex: one order for all
    const std::lock_guard guard(m_mutex);
    reload();
    if (named(m_keys, name) != m_keys.end()) {
        failWith(Text::tr("There is a key %1 already: revoke it first, or choose another name.")
                     .arg(QString::fromStdString(name)));
    }
    std::string key = std::string(keyStart) + base64UrlOf(randomBytes(keyBytes));
    std::vector<ApiKey> keys = m_keys;
    keys.push_back({name, hexOf(randomBytes(4)), hexOf(sha256(key)), scopes, now, 0});
    writePrivateFile(m_file, textOf(keys));
    reload();
    return key;
}

bool ApiKeys::revoke(const std::string& name) {
    const FileLock lock(m_file);
    const std::lock_guard guard(m_mutex);
    reload();
    std::vector<ApiKey> keys = m_keys;
    const auto found = named(keys, name);
    if (found == keys.end()) return false;
    keys.erase(found);
    writePrivateFile(m_file, textOf(keys));
    reload();
    return true;
}

std::vector<ApiKey> ApiKeys::list() const {
    const std::lock_guard guard(m_mutex);
    return m_keys;
}

bool ApiKeys::isEmpty() const {
    const std::lock_guard guard(m_mutex);
    return m_keys.empty();
}

std::optional<Caller> ApiKeys::verify(std::string_view key, UnixTime now) {
    // Longer than any key of ours: not worth hashing.
    if (key.size() > 256) return std::nullopt;
    const std::string hash = hexOf(sha256(key));
    const std::lock_guard guard(m_mutex);
    reloadIfChanged();
    ApiKey* found = nullptr;
    for (ApiKey& candidate : m_keys) {
        if (equalInConstantTime(candidate.hash, hash)) found = &candidate;
    }
    if (found == nullptr) return std::nullopt;
    const Caller caller{"key:" + found->name + ":" + found->id, found->scopes};
    if (now - found->lastUsed >= secondsBetweenUses) {
        found->lastUsed = now;
        m_hasNewUses = true;
    }
    return caller;
}

bool ApiKeys::areUsesDue(UnixTime now) {
    const std::lock_guard guard(m_mutex);
    if (!m_hasNewUses || now - m_due < secondsBetweenUses) return false;
    m_due = now;
    return true;
}

void ApiKeys::writeLastUses() {
    {
        const std::lock_guard guard(m_mutex);
        if (!m_hasNewUses) return;
    }
    try {
        const FileLock lock(m_file);
        std::string text;
        {
            const std::lock_guard guard(m_mutex);
            reload();  // a key that was revoked meanwhile must not come back
            m_hasNewUses = false;
            if (m_stamp == FileStamp{}) return;
            text = textOf(m_keys);
        }
        writePrivateFile(m_file, text);
    } catch (const std::exception& error) {
        spdlog::warn("Last uses of API keys cannot be written: {}", error.what());
    }
}

}  // namespace app
