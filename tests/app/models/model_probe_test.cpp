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
        if (std::holds_alternative<engine::TextPart>(request.messages.front().parts.front())) {
            ++wordsAsked;
            for (const int id : words) {
                engine::TokenChoice choice;
                choice.chosen.id = id;
                sink(choice);
            }
            return engine::Finished{engine::FinishReason::Length, {}};
        }
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

    mutable int asked = 0;  ///< about pictures
    mutable int wordsAsked = 0;
    std::vector<int> words = {5, 6, 7, 7};  ///< the answer to the question without a picture

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
        QCOMPARE(model.wordsAsked, 1);
    }

    void aModelThatSaysNothingSensibleIsReported() {
        Colours model(true);
        model.words = {};
        QVERIFY(app::probeModel(model, {}).contains("nothing sensible"));
        model.words = std::vector<int>(16, 9);
        QVERIFY(app::probeModel(model, {}).contains("nothing sensible"));
        model.words = {9};
        QCOMPARE(app::probeModel(model, {}), QString());
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
