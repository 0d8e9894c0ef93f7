#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>

namespace engine {

/// One of a checkpoint's JSON files, as an object. Throws FileMissing, FileUnreadable or BadJson; at most 64
/// levels deep and 256 MiB, and no key twice in one object.
nlohmann::json readJsonObject(const std::filesystem::path& file);

/// The same for text that is already in memory; `where` is the file to name.
nlohmann::json parseJsonObject(std::string_view text, const std::string& where);

/// Reads fields of one object with defaults and bounds; null counts as absent. What doesn't fit throws
/// ConfigUnsupported with the file, the key's whole path and the value.
class JsonFields {
 public:
    JsonFields(const nlohmann::json& object, std::string file, std::string path = {});

    bool has(const std::string& key) const;
    std::int64_t integer(const std::string& key, std::int64_t absent, std::int64_t least,
                         std::int64_t most) const;
    double number(const std::string& key, double absent, double least, double most) const;
    bool flag(const std::string& key, bool absent) const;
    std::string text(const std::string& key, const std::string& absent) const;
    std::vector<double> numbers(const std::string& key, std::vector<double> absent) const;
    /// One number or a list of them.
    std::vector<std::int64_t> integers(const std::string& key, std::vector<std::int64_t> absent) const;
    /// An absent object reads as an empty one.
    JsonFields object(const std::string& key) const;

    [[noreturn]] void refuse(const std::string& key) const;

 private:
    const nlohmann::json& at(const std::string& key) const;
    const nlohmann::json* m_object;
    std::string m_file;
    std::string m_path;
};

}  // namespace engine
