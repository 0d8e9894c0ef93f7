#include "app/server/config_table.h"

#include <algorithm>
#include <cctype>
#include <cerrno>
#include <charconv>
#include <cstring>
#include <fstream>
#include <iterator>
#include <numeric>
#include <utility>

namespace app::server {
namespace {

namespace fs = std::filesystem;

constexpr const char* prefix = "GLANCEDESK_";
constexpr std::uintmax_t longestSecret = std::uintmax_t{64} * 1024;

std::string capitals(std::string text) {
    std::transform(text.begin(), text.end(), text.begin(),
                   [](unsigned char c) { return c == '.' ? '_' : static_cast<char>(std::toupper(c)); });
    return text;
}

std::string trimmed(const std::string& text) {
    const auto first = text.find_first_not_of(" \t");
    if (first == std::string::npos) return {};
    return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

template <class T>
std::optional<T> parsed(const std::string& text) {
    T value{};
    const char* end = text.data() + text.size();
    const auto [rest, problem] = std::from_chars(text.data(), end, value);
    if (problem != std::errc() || rest != end) return std::nullopt;
    return value;
}

/// Two letters changed, lost, added or turned round.
bool looksLike(const std::string& one, const std::string& other) {
    std::vector<std::size_t> row(other.size() + 1);
    std::iota(row.begin(), row.end(), 0U);
    for (std::size_t i = 0; i < one.size(); ++i) {
        std::size_t corner = std::exchange(row[0], i + 1);
        for (std::size_t j = 0; j < other.size(); ++j) {
            const std::size_t changed = corner + (one[i] == other[j] ? 0 : 1);
            corner = row[j + 1];
            row[j + 1] = std::min({changed, row[j] + 1, row[j + 1] + 1});
        }
    }
    return row.back() <= 2;
}

constexpr const char* credentialsVariable = "CREDENTIALS_DIRECTORY";

bool hasCredentials(const Variables& environment, const std::string& table) {
    const auto folder = environment.find(credentialsVariable);
    if (folder == environment.end()) return false;
    std::error_code unknown;
    const fs::directory_iterator files(folder->second, unknown);
    return std::any_of(begin(files), end(files), [&](const fs::directory_entry& file) {
        return file.path().filename().string().starts_with(table + ".");
    });
}

}  // namespace

/// What all tables of one reading share.
struct ConfigTable::Source {
    fs::path file;
    Variables environment;
    std::set<std::string> taken;     ///< variables that a reader asked for
    std::set<std::string> prefixes;  ///< of tables: their other variables are misspelt
};

ConfigTable::ConfigTable(const toml::table* table, fs::path file, Variables environment)
    : ConfigTable(table, std::string(), std::make_shared<Source>()) {
    m_source->file = std::move(file);
    m_source->environment = std::move(environment);
    // An empty variable counts as none: compose files write them so.
    std::erase_if(m_source->environment, [](const auto& variable) { return variable.second.empty(); });
}

ConfigTable::ConfigTable(const toml::table* table, std::string name, std::shared_ptr<Source> source)
    : m_table(table), m_name(std::move(name)), m_source(std::move(source)) {}

std::string ConfigTable::variableOf(const std::string& key) const {
    const std::string name = m_name.empty() || m_name == "listen" ? key : m_name + "." + key;
    return prefix + capitals(name);
}

const std::string* ConfigTable::inEnvironment(const std::string& key) const {
    const std::string name = variableOf(key);
    m_source->taken.insert(name);
    const auto found = m_source->environment.find(name);
    return found == m_source->environment.end() ? nullptr : &found->second;
}

const toml::node* ConfigTable::find(const std::string& key) const {
    m_known.insert(key);
    return m_table == nullptr ? nullptr : m_table->get(key);
}

bool ConfigTable::isGiven(const std::string& key) const {
    return find(key) != nullptr || inEnvironment(key) != nullptr;
}

void ConfigTable::refuseAt(const toml::node* node, const std::string& key, const std::string& end) const {
    const std::string path = m_name.empty() ? key : m_name + "." + key;
    if (node == nullptr && m_table == nullptr) throw ConfigError(variableOf(key) + " " + end);
    const auto line =
        (node != nullptr ? *node : static_cast<const toml::node&>(*m_table)).source().begin.line;
    throw ConfigError(m_source->file.string() + ", line " + std::to_string(line) + ": " + path + " " + end);
}

void ConfigTable::refuse(const std::string& key, const std::string& end) const {
    if (inEnvironment(key) != nullptr) throw ConfigError(variableOf(key) + " " + end);
    refuseAt(find(key), key, end);
}

std::optional<std::int64_t> ConfigTable::whole(const std::string& key, std::int64_t least,
                                               std::int64_t most) {
    if (!isGiven(key)) return std::nullopt;
    const std::string* variable = inEnvironment(key);
    const auto got = variable != nullptr ? parsed<std::int64_t>(trimmed(*variable))
                                         : find(key)->value_exact<std::int64_t>();
    if (!got || *got < least || *got > most)
        refuse(key,
               "must be a whole number from " + std::to_string(least) + " to " + std::to_string(most) + ".");
    return got;
}

std::optional<double> ConfigTable::real(const std::string& key) const {
    const std::string* variable = inEnvironment(key);
    return variable != nullptr ? parsed<double>(trimmed(*variable)) : find(key)->value<double>();
}

void ConfigTable::seconds(const std::string& key, std::chrono::milliseconds& value) {
    if (!isGiven(key)) return;
    const auto got = real(key);
    if (!got || !(*got >= 0.05 && *got <= 86'400)) refuse(key, "must be seconds from 0.05 to 86400.");
    value = std::chrono::milliseconds(static_cast<std::int64_t>(*got * 1000));
}

void ConfigTable::rate(const std::string& key, double& value) {
    if (!isGiven(key)) return;
    const auto got = real(key);
    if (!got || !(*got >= 0 && *got <= 1e15)) refuse(key, "must be a number, 0 for no limit.");
    value = *got;
}

void ConfigTable::flag(const std::string& key, bool& value) {
    if (!isGiven(key)) return;
    std::optional<bool> got;
    if (const std::string* variable = inEnvironment(key)) {
        const std::string word = trimmed(*variable);
        if (word == "true" || word == "false") got = word == "true";
    } else {
        got = find(key)->value_exact<bool>();
    }
    if (!got) refuse(key, "must be true or false.");
    value = *got;
}

std::optional<std::string> ConfigTable::text(const std::string& key) {
    if (!isGiven(key)) return std::nullopt;
    if (const std::string* variable = inEnvironment(key)) return *variable;
    auto got = find(key)->value_exact<std::string>();
    if (!got) refuse(key, "must be a text in quotes.");
    return got;
}

std::string ConfigTable::requireText(const std::string& key) {
    const auto got = text(key);
    if (!got || got->empty()) refuse(key, "must be there.");
    return *got;
}

std::string ConfigTable::choice(const std::string& key, const std::vector<std::string>& allowed) {
    const auto got = text(key);
    if (!got) return allowed.front();
    std::string list;
    for (const std::string& one : allowed) {
        if (*got == one) return one;
        list += (list.empty() ? "\"" : ", \"") + one + "\"";
    }
    refuse(key, "must be one of " + list + ".");
}

void ConfigTable::texts(const std::string& key, std::vector<std::string>& value) {
    if (!isGiven(key)) return;
    value.clear();
    if (const std::string* variable = inEnvironment(key)) {
        std::size_t from = 0;
        while (from <= variable->size()) {
            const auto comma = std::min(variable->find(',', from), variable->size());
            value.push_back(trimmed(variable->substr(from, comma - from)));
            if (value.back().empty()) refuse(key, "must hold texts separated by commas.");
            from = comma + 1;
        }
        return;
    }
    const toml::array* list = find(key)->as_array();
    if (list == nullptr) refuse(key, "must be a list of texts.");
    for (const toml::node& one : *list) {
        const auto got = one.value_exact<std::string>();
        if (!got || got->empty()) refuseAt(&one, key, "must hold texts in quotes.");
        value.push_back(*got);
    }
}

void ConfigTable::path(const std::string& key, fs::path& value) {
    const auto got = text(key);
    if (!got) return;
    const fs::path folder = inEnvironment(key) != nullptr ? fs::current_path() : m_source->file.parent_path();
    value = got->empty() ? fs::path() : folder / *got;
}

std::optional<std::string> ConfigTable::secret(const std::string& key) {
    const std::string fileKey = key + "_file";
    fs::path file;
    path(fileKey, file);
    auto stated = text(key);
    const bool isHere = inEnvironment(key) != nullptr;
    const bool isFileHere = inEnvironment(fileKey) != nullptr;
    if (stated && !file.empty() && isHere == isFileHere)
        refuse(fileKey, "is there beside " + key + ": leave one of them out.");
    if (stated && (file.empty() || isHere)) return stated;
    const auto credentials = m_source->environment.find(credentialsVariable);
    const bool isOwn = !file.empty();
    if (!isOwn && credentials != m_source->environment.end()) {
        file = fs::path(credentials->second) / (m_name + "." + key);
        std::error_code unknown;
        if (!fs::exists(file, unknown)) return std::nullopt;
    }
    if (file.empty()) return std::nullopt;

    std::error_code unknown;
    const bool isFile = fs::is_regular_file(file, unknown) && fs::file_size(file, unknown) <= longestSecret;
    std::ifstream in(file, std::ios::binary);
    std::string content((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
    while (!content.empty() && (content.back() == '\n' || content.back() == '\r'))
        content.pop_back();
    if (isFile && in && !content.empty()) return content;
    const std::string end = "names " + file.string() + ", which cannot be read or is empty.";
    if (isOwn) refuse(fileKey, end);
    throw ConfigError("The credential " + m_name + "." + key + " " + end);
}

std::optional<ConfigTable> ConfigTable::table(const std::string& key) {
    const toml::node* node = find(key);
    if (node != nullptr && !node->is_table()) refuseAt(node, key, "must be a table: [" + key + "].");
    const std::string name = m_name.empty() ? key : m_name + "." + key;
    ConfigTable table(node == nullptr ? nullptr : node->as_table(), name, m_source);
    // [listen] has no part of its own in the names, so its misspelt ones can't be told from other programs'.
    const bool isNamed = name != "listen";
    const std::string start = table.variableOf("");
    if (isNamed) m_source->prefixes.insert(start);
    const auto after = m_source->environment.lower_bound(start);
    const bool hasVariables = after != m_source->environment.end() && after->first.starts_with(start);
    if (node == nullptr && !hasVariables && !hasCredentials(m_source->environment, name)) return std::nullopt;
    return table;
}

std::vector<ConfigTable> ConfigTable::tables(const std::string& key) {
    std::vector<ConfigTable> result;
    for (int i = 1;; ++i) {
        ConfigTable counted(nullptr, m_name + "." + key, m_source);
        auto one = counted.table(std::to_string(i));
        if (!one) break;
        result.push_back(std::move(*one));
    }
    const toml::node* node = find(key);
    if (node == nullptr || !result.empty()) return result;
    const toml::array* list = node->as_array();
    if (list == nullptr) refuseAt(node, key, "must be tables: [[" + key + "]].");
    for (const toml::node& one : *list) {
        if (!one.is_table()) refuseAt(&one, key, "must hold tables alone.");
        // Without variables: one would speak for all of them.
        auto source = std::make_shared<Source>();
        source->file = m_source->file;
        result.push_back(ConfigTable(one.as_table(), m_name + "." + key, std::move(source)));
    }
    return result;
}

void ConfigTable::finish() const {
    if (m_table != nullptr) {
        for (const auto& [key, node] : *m_table) {
            if (!m_known.contains(std::string(key.str())))
                refuseAt(&node, std::string(key.str()), "is not a setting of this server.");
        }
    }
    if (!m_name.empty()) return;
    for (const auto& entry : m_source->environment) {
        const std::string& name = entry.first;
        const bool isOfTable = std::any_of(m_source->prefixes.begin(), m_source->prefixes.end(),
                                           [&](const auto& start) { return name.starts_with(start); });
        if (isOfTable && !m_source->taken.contains(name))
            throw ConfigError(name + " is not a setting of this server.");
        // Other programs' variables begin like those of [listen], so only what looks like one of them is
        // refused.
        for (const std::string& known : m_source->taken) {
            if (!isOfTable && !m_source->taken.contains(name) && looksLike(name, known))
                throw ConfigError(std::string(name)
                                      .append(" is not a setting of this server: is ")
                                      .append(known)
                                      .append(" meant?"));
        }
    }
}

}  // namespace app::server
