// Several servers: which one is asked, and when another one.
#include <thread>

#include <QtTest>

#include "tests/app/upstream/upstream_bench.h"

using app::UpstreamOptions;
using engine::ErrorCode;
using std::chrono::milliseconds;
using namespace test;

class UpstreamChoiceTest final : public QObject {
    Q_OBJECT

 private slots:
    void whatWasNotBegunSucceedsElsewhere_data() {
        QTest::addColumn<int>("how");
        QTest::newRow("closed without a word") << 0;
        QTest::newRow("status 500") << 1;
        QTest::newRow("too busy") << 2;
        QTest::newRow("closed after the head") << 3;
        QTest::newRow("nobody there") << 4;
    }

    void whatWasNotBegunSucceedsElsewhere() {
        QFETCH(int, how);
        ScriptedServer broken([how](const Asked&, Wire& wire) {
            if (how == 1) wire.reply(500, "{}");
            if (how == 2) wire.reply(503, "{}", "Retry-After: 5\r\n");
            if (how == 3) wire.beginStream();
        });
        ScriptedServer well(answers);
        const std::string first = how == 4 ? test::deadAddress() : broken.address();
        const auto model = connected(optionsFor({first, well.address()}));
        QVERIFY(model);
        for (int i = 0; i < 3; ++i) {
            Heard heard;
            const auto result = model->generate(question(), heard.sink(), {});
            QVERIFY(result);
            QCOMPARE(heard.answer, "The light is red");
            QCOMPARE(heard.by, "glm @ " + well.host());
        }
        // What had a problem is asked no more while another is well.
        // Once more where it went into a connection that had been used before and turned out closed.
        QVERIFY(broken.asked(chat).size() <= (how == 0 ? 2u : 1u));
    }

    void whatWasBegunIsNotAskedAgain() {
        ScriptedServer broken([](const Asked&, Wire& wire) {
            wire.beginStream();
            wire.text("The");
        });
        ScriptedServer well(answers);
        const auto model = connected(optionsFor({broken.address(), well.address()}));
        Heard heard;
        const auto result = model->generate(question(), heard.sink(), {});
        QVERIFY(!result);
        QVERIFY(result.error().code == ErrorCode::UpstreamCut);
        QCOMPARE(heard.answer, "The");
        QCOMPARE(well.asked(chat).size(), std::size_t{0});
    }

    void aWrongQuestionIsNotAskedEverywhere() {
        const auto refuse = [](const Asked&, Wire& wire) { wire.reply(400, R"({"message":"no"})"); };
        ScriptedServer one(refuse);
        ScriptedServer other(refuse);
        const auto model = connected(optionsFor({one.address(), other.address()}));
        Heard heard;
        QVERIFY(!model->generate(question(), heard.sink(), {}));
        QCOMPARE(one.asked(chat).size() + other.asked(chat).size(), std::size_t{1});
    }

    void theLeastBusyIsAsked() {
        ScriptedServer one([&](const Asked&, Wire& wire) {
            one.mark();
            wire.waitForClose();
        });
        ScriptedServer other(answers);
        const auto model = connected(optionsFor({one.address(), other.address()}));
        std::stop_source stop;
        std::thread holds([&] {
            Heard heard;
            const auto result = model->generate(question(), heard.sink(), stop.get_token());
            QVERIFY(result && result.value().reason == engine::FinishReason::Cancelled);
        });
        QVERIFY(one.waitForMarks());
        for (int i = 0; i < 3; ++i) {
            Heard heard;
            QVERIFY(model->generate(question(), heard.sink(), {}));
        }
        stop.request_stop();
        holds.join();
        QCOMPARE(other.asked(chat).size(), std::size_t{3});
        QCOMPARE(one.asked(chat).size(), std::size_t{1});
    }

    void aServerThatComesBackIsFoundByTheWatch() {
        ScriptedServer server(answers);
        server.setModels(503, "{}");
        UpstreamOptions options = optionsFor({server.address()});
        options.check = milliseconds(100);
        const auto model = connected(options);
        QVERIFY(model);
        QVERIFY(model->states()[0].problem);
        server.setModels(200, R"({"data":[{"id":"glm"}]})");
        QTRY_VERIFY(!model->states()[0].problem);
    }
};

QTEST_GUILESS_MAIN(UpstreamChoiceTest)
#include "upstream_choice_test.moc"
