#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include <QByteArray>
#include <QFile>
#include <nlohmann/json.hpp>

#include "engine/error.h"

// Reads tests/data/text, which tests/reference/make_text_fixtures.py makes.
namespace fixtures {

inline std::string path(const std::string& name) {
    return std::string(GLANCEDESK_SOURCE_DIR) + "/tests/data/text/" + name;
}

inline std::string read(const std::string& name) {
    QFile file(QString::fromStdString(path(name)));
    if (!file.open(QIODevice::ReadOnly)) qFatal("%s cannot be read", name.c_str());
    return file.readAll().toStdString();
}

/// One JSON document.
inline nlohmann::ordered_json document(const std::string& name) {
    return nlohmann::ordered_json::parse(read(name));
}

/// One JSON document a line.
inline std::vector<nlohmann::ordered_json> lines(const std::string& name) {
    std::vector<nlohmann::ordered_json> out;
    const std::string all = read(name);
    for (std::size_t begin = 0; begin < all.size();) {
        const std::size_t end = all.find('\n', begin);
        out.push_back(nlohmann::ordered_json::parse(all.substr(begin, end - begin)));
        begin = end == std::string::npos ? all.size() : end + 1;
    }
    return out;
}

/// The error that `action` throws; nothing when it throws none.
inline std::optional<engine::Error> errorOf(const std::function<void()>& action) {
    try {
        action();
    } catch (const engine::EngineError& error) {
        return error.error();
    }
    return std::nullopt;
}

}  // namespace fixtures
