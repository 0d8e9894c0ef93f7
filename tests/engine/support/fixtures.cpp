#include "tests/engine/support/fixtures.h"

#include <cstdlib>
#include <cstring>
#include <map>
#include <stdexcept>

#include <QImage>

#include "tests/engine/support/raw_safetensors.h"

namespace fixtures {
namespace {

engine::Request requestOf(const nlohmann::json& messages) {
    static const std::map<std::string, engine::Role> roles{{"system", engine::Role::System},
                                                           {"user", engine::Role::User},
                                                           {"assistant", engine::Role::Assistant}};
    engine::Request request;
    for (const auto& message : messages) {
        engine::Message made{roles.at(message["role"]), {}};
        for (const auto& part : message["parts"]) {
            if (part.contains("image"))
                made.parts.emplace_back(engine::ImagePart{image(part["image"])});
            else
                made.parts.emplace_back(engine::TextPart{part["text"]});
        }
        request.messages.push_back(std::move(made));
    }
    return request;
}

}  // namespace

std::filesystem::path data() {
    return std::filesystem::path(GLANCEDESK_SOURCE_DIR) / "tests" / "data";
}
std::filesystem::path checkpoint(const std::string& name) {
    return data() / "checkpoints" / name;
}
std::filesystem::path picture(const std::string& name) {
    return data() / "pictures" / (name + ".png");
}

std::shared_ptr<const engine::Image> image(const std::string& name) {
    const auto opened =
        QImage(QString::fromStdString(picture(name).string())).convertToFormat(QImage::Format_RGB888);
    if (opened.isNull()) throw std::runtime_error("no picture " + name);
    auto made = std::make_shared<engine::Image>();
    made->width = opened.width();
    made->height = opened.height();
    const auto row = static_cast<std::size_t>(opened.width()) * 3;
    made->rgb.resize(row * static_cast<std::size_t>(opened.height()));
    for (int y = 0; y < opened.height(); ++y)  // Qt pads its rows
        std::memcpy(made->rgb.data() + row * static_cast<std::size_t>(y), opened.constScanLine(y), row);
    return made;
}

engine::DeviceChoice device() {
    const char* asked = std::getenv("GLANCEDESK_TEST_DEVICE");
    return {asked != nullptr && std::string(asked) == "cuda" ? engine::DeviceChoice::Kind::Cuda
                                                             : engine::DeviceChoice::Kind::Cpu,
            -1};
}

std::vector<Case> cases() {
    std::vector<Case> list;
    const auto json = nlohmann::json::parse(raw::readText(data() / "expected" / "cases.json"));
    for (const auto& item : json["cases"]) {
        const auto kind =
            item["weights"] == "float32" ? engine::WeightsKind::Float32 : engine::WeightsKind::Bfloat16;
        list.push_back({item["name"], item["checkpoint"], kind, requestOf(item["messages"]), item["new"]});
    }
    return list;
}

Case named(const std::string& name) {
    for (auto& item : cases())
        if (item.name == name) return item;
    throw std::runtime_error("no case " + name);
}

engine::Request ask(const std::string& text, const std::vector<std::string>& pictures, int newTokens) {
    engine::Message message;
    for (const auto& name : pictures)
        message.parts.emplace_back(engine::ImagePart{image(name)});
    message.parts.emplace_back(engine::TextPart{text});
    engine::Request request;
    request.messages.push_back(std::move(message));
    request.sampling.temperature = 0;
    request.sampling.repetitionPenalty = 1;
    request.sampling.maxTokens = newTokens;
    return request;
}

Copy::Copy(const std::string& name) {
    if (!m_folder.isValid()) throw std::runtime_error("no temporary folder");
    std::filesystem::copy(checkpoint(name), folder(), std::filesystem::copy_options::recursive);
}

void Copy::editJson(const std::string& file, const std::function<void(nlohmann::ordered_json&)>& edit) const {
    auto json = nlohmann::ordered_json::parse(raw::readText(folder() / file));
    edit(json);
    raw::writeText(folder() / file, json.dump());
}

}  // namespace fixtures
