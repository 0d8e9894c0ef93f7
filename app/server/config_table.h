#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <stdexcept>
#include <string>
#include <vector>

#define TOML_EXCEPTIONS 1
#include <toml++/toml.h>

namespace app::server {

/// One English sentence with file, line and setting, or with the variable's name.
class ConfigError final : public std::runtime_error {
 public:
    using std::runtime_error::runtime_error;
};

/// Variables by their names.
using Variables = std::map<std::string, std::string>;

/// One table of settings. A setting stands in the file or in the environment, which goes before it:
/// `pictures` of [limits] is GLANCEDESK_LIMITS_PICTURES, and [listen] is left out of its names
/// (GLANCEDESK_PORT). Each reader leaves `value` alone where the setting isn't given and throws ConfigError
/// where it is wrong. One thread.
class ConfigTable final {
 public:
    /// The root. `table` outlives it and may be null. `file` is named in errors and holds relative paths.
    ConfigTable(const toml::table* table, std::filesystem::path file, Variables environment);

    template <class T>
    void number(const std::string& key, T& value, std::int64_t least, std::int64_t most) {
        if (const auto got = whole(key, least, most)) value = static_cast<T>(*got);
    }
    void seconds(const std::string& key, std::chrono::milliseconds& value);
    /// 0 stands for no limit.
    void rate(const std::string& key, double& value);
    void flag(const std::string& key, bool& value);
    std::optional<std::string> text(const std::string& key);
    std::string requireText(const std::string& key);
    /// The first of `allowed` where nothing is given.
    std::string choice(const std::string& key, const std::vector<std::string>& allowed);
    /// In a variable they are separated by commas.
    void texts(const std::string& key, std::vector<std::string>& value);
    /// Relative to the file's folder; in a variable to the working folder. Empty text: an empty path.
    void path(const std::string& key, std::filesystem::path& value);
    /// A text that may also stand in a file of its own: KEY_file names it, or systemd's credential TABLE.KEY.
    std::optional<std::string> secret(const std::string& key);

    /// Empty where neither the file nor the environment has anything of it.
    std::optional<ConfigTable> table(const std::string& key);
    /// [[key]]; in variables they are numbered from 1 (..._KEY_1_FILE), and then the file's are not read.
    std::vector<ConfigTable> tables(const std::string& key);

    /// Refuses what nobody asked for: in this table of the file, and in the root also variables of its
    /// tables.
    void finish() const;
    [[noreturn]] void refuse(const std::string& key, const std::string& end) const;

 private:
    struct Source;
    ConfigTable(const toml::table* table, std::string name, std::shared_ptr<Source> source);

    std::string variableOf(const std::string& key) const;
    const std::string* inEnvironment(const std::string& key) const;
    const toml::node* find(const std::string& key) const;
    bool isGiven(const std::string& key) const;
    std::optional<std::int64_t> whole(const std::string& key, std::int64_t least, std::int64_t most);
    std::optional<double> real(const std::string& key) const;
    [[noreturn]] void refuseAt(const toml::node* node, const std::string& key, const std::string& end) const;

    const toml::table* m_table;
    std::string m_name;  ///< "" for the root, "auth.jwt"
    std::shared_ptr<Source> m_source;
    mutable std::set<std::string> m_known;
};

}  // namespace app::server
