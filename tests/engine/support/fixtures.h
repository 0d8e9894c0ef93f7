#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include <QTemporaryDir>
#include <nlohmann/json.hpp>

#include "engine/engine.h"

/// What tests/reference/make_model_fixtures.py made, and copies of it to damage.
namespace fixtures {

std::filesystem::path data();
std::filesystem::path checkpoint(const std::string& name);
std::filesystem::path picture(const std::string& name);

/// A picture as the engine takes it. Throws when it can't be opened.
std::shared_ptr<const engine::Image> image(const std::string& name);

/// The processor, whatever cards are here; GLANCEDESK_TEST_DEVICE=cuda runs the same tests on a card.
engine::DeviceChoice device();

struct Case {
    std::string name;
    std::string checkpoint;
    engine::WeightsKind weights = engine::WeightsKind::Auto;
    engine::Request request;
    int newTokens = 0;
};
std::vector<Case> cases();
Case named(const std::string& name);

/// A question without or with pictures, answered greedily with at most `newTokens`.
engine::Request ask(const std::string& text, const std::vector<std::string>& pictures = {},
                    int newTokens = 8);

/// A checkpoint that a test may change; gone with this object.
class Copy {
 public:
    explicit Copy(const std::string& checkpoint);

    std::filesystem::path folder() const { return m_folder.path().toStdString(); }
    std::filesystem::path operator/(const std::string& file) const { return folder() / file; }
    void editJson(const std::string& file, const std::function<void(nlohmann::ordered_json&)>& edit) const;

 private:
    QTemporaryDir m_folder;
};

}  // namespace fixtures
