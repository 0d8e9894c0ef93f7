#pragma once

#include <algorithm>
#include <memory>

#include <QtTest>

#include "app/faults/known_faults.h"
#include "app/faults/picture_looker.h"
#include "app/images/image_import.h"
#include "tests/support/fake_generator.h"

namespace test {

inline app::Picture sample(const QString& name) {
    return std::get<app::Picture>(
        app::ImageImport().fromFile(GLANCEDESK_SOURCE_DIR "/resources/samples/" + name));
}

/// The same screen as somebody else would send it.
inline app::Picture sentAgain(const QString& name) {
    const QImage image = sample(name).image;
    return std::get<app::Picture>(app::ImageImport().fromImage(
        image.scaled(image.size() * 0.8, Qt::IgnoreAspectRatio, Qt::SmoothTransformation), "again.png"));
}

inline app::Turn answered(const QString& name, const QString& question, const QString& answer) {
    app::Turn turn;
    turn.pictures = {sample(name)};
    turn.question = question;
    turn.answer = answer;
    turn.model = "fake";
    turn.state = app::TurnState::Done;
    return turn;
}

/// A model whose tower tells wide pictures from others, and nothing else.
inline std::shared_ptr<FakeGenerator> shapeModel(const std::string& name = "tower") {
    auto fake = std::make_shared<FakeGenerator>(std::vector<FakeGenerator::Step>(), name);
    fake->onEmbed = [](const engine::ImagePart& part, const std::stop_token&) {
        const bool isWide = part.image->width > part.image->height;
        return engine::Result<std::vector<float>>(isWide ? std::vector<float>{1, 0}
                                                         : std::vector<float>{0, 1});
    };
    return fake;
}

inline std::unique_ptr<app::PictureLooker> lookerOf(std::shared_ptr<FakeGenerator> model) {
    return std::make_unique<app::PictureLooker>([model = std::move(model)] { return model; });
}

/// Until the model has looked at what was approved.
inline bool waitForViews(app::KnownFaults& faults, int count) {
    return QTest::qWaitFor([&] {
        const auto all = faults.all();
        return std::count_if(all.begin(), all.end(),
                             [](const app::Fault& fault) { return !fault.view.isEmpty(); }) == count;
    });
}

inline bool has(const app::FaultMatch& match, app::FaultDifference::Kind kind) {
    return std::any_of(match.differences.begin(), match.differences.end(),
                       [&](const app::FaultDifference& difference) { return difference.kind == kind; });
}

}  // namespace test
