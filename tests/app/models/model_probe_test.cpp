#include "app/models/model_probe.h"

#include <QTest>

#include "app/models/bundled.h"
#include "engine/engine.h"
#include "tests/support/fake_generator.h"

using test::FakeGenerator;

namespace {

/// Answers with the same numbers whatever is shown, unless it looks.
class Colours final : public engine::Generator {
 public:
    explicit Colours(bool looks) : m_looks(looks) {}
    engine::Result<engine::Finished> generate(const engine::Request& request, const engine::EventSink& sink,
                                              std::stop_token) const override {
        const auto& picture = std::get<engine::ImagePart>(request.messages.front().parts.front());
        const double seen = m_looks ? picture.image->rgb.front() / 255.0 : 0.5;
        engine::TokenChoice choice;
        choice.chosen.logprob = -seen;
        choice.top.assign(2, choice.chosen);
        sink(choice);
        ++asked;
        return engine::Finished{engine::FinishReason::Length, {}};
    }
    const engine::ModelInfo& info() const override { return m_info; }
    engine::Result<std::vector<int>> tokenize(const std::string&) const override {
        return std::vector<int>();
    }

    mutable int asked = 0;

 private:
    const bool m_looks;
    const engine::ModelInfo m_info;
};

}  // namespace

class ModelProbeTest : public QObject {
    Q_OBJECT

 private slots:
    void aModelThatLooksIsSound() {
        const Colours model(true);
        QCOMPARE(app::probeModel(model, {}), QString());
        QCOMPARE(model.asked, 2);  // the second colour told already
    }

    void aModelThatDoesNotLookIsReported() {
        const Colours model(false);
        QVERIFY(app::probeModel(model, {}).contains("without looking"));
        QCOMPARE(model.asked, 4);
    }

    void wrongNumbersAreReportedAndABusyEngineIsNot() {
        FakeGenerator model;
        model.error = engine::Error{engine::ErrorCode::BadNumbers, {}, {}, {}};
        QVERIFY(!app::probeModel(model, {}).isEmpty());
        model.error = engine::Error{engine::ErrorCode::Busy, {}, {}, {}};
        QCOMPARE(app::probeModel(model, {}), QString());
    }

    void theBundledModelLooks() {
        engine::LoadOptions options;
        options.folder = app::bundled::demoModelFolder().toStdString();
        const auto model = engine::Engine::load(options);
        QVERIFY(bool(model));
        QCOMPARE(app::probeModel(*model.value(), {}), QString());
    }
};

QTEST_GUILESS_MAIN(ModelProbeTest)
#include "model_probe_test.moc"
