#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "app/server/json/strict_json.h"

namespace app::server {

/// Reads one JSON object field by field and refuses what nobody asked for. A field that is null counts as
/// left out. Every problem is an ApiProblem 400 that names the field. Holds a reference to the object.
class ObjectReader final {
 public:
    /// `path` is how the object is named to the client; empty for the body itself.
    ObjectReader(const Json& object, std::string path);

    /// The field as it is; null when it is left out.
    const Json* find(const std::string& name);
    const Json& require(const std::string& name);

    std::optional<double> number(const std::string& name, double least, double most);
    std::optional<std::int64_t> integer(const std::string& name, std::int64_t least, std::int64_t most);
    std::optional<bool> boolean(const std::string& name);
    std::optional<std::string> text(const std::string& name, std::size_t mostBytes);
    std::string requireText(const std::string& name, std::size_t mostBytes);
    /// One of these.
    std::optional<std::string> choice(const std::string& name, const std::vector<std::string>& allowed);

    /// A field that clients send by habit: refused by name unless it says what is so anyway.
    void only(const std::string& name, const Json& harmless);

    /// Refuses every field that was not asked for above.
    void finish() const;

    std::string pathOf(const std::string& name) const;
    [[noreturn]] void refuse(const std::string& name, const std::string& sentenceEnd) const;

 private:
    const Json& m_object;
    const std::string m_path;
    std::set<std::string> m_known;
};

}  // namespace app::server
