#include "app/server/cache/answer_prefix.h"

#include <QtTest>

using namespace app;

namespace {

engine::Event text(const char* words) {
    return engine::TextDelta{engine::Channel::Answer, words};
}
engine::Event thought(const char* words) {
    return engine::TextDelta{engine::Channel::Thinking, words};
}
engine::Event token(int id, double logprob) {
    return engine::TokenChoice{{id, "x", logprob}, {}};
}

}  // namespace

class AnswerPrefixTest final : public QObject {
    Q_OBJECT

    /// What comes out of these, spelled; "!" where the answer differs.
    static QString passed(AnswerPrefix& prefix, const std::vector<engine::Event>& events) {
        QString out;
        for (const engine::Event& event : events) {
            const bool isSame = prefix.pass(event, [&out](const engine::Event& each) {
                if (const auto* delta = std::get_if<engine::TextDelta>(&each)) {
                    out += (delta->channel == engine::Channel::Thinking ? "t:" : "a:") +
                           QString::fromStdString(delta->text) + " ";
                } else if (const auto* choice = std::get_if<engine::TokenChoice>(&each)) {
                    out += QString::number(choice->chosen.id) + " ";
                } else if (const auto* call = std::get_if<engine::ToolCall>(&each)) {
                    out += QString::fromStdString(call->name) + "() ";
                } else {
                    out += "progress ";
                }
            });
            if (!isSame) return out + "!";
        }
        return out.trimmed();
    }

 private slots:
    void theFirstTimeAllIsNew() {
        AnswerPrefix prefix;
        QCOMPARE(passed(prefix, {engine::Progress{}, thought("Hm"), token(1, -1), text("a"), text("b"),
                                 engine::ToolCall{"f", "{}"}}),
                 "progress t:Hm 1 a:a a:b f()");
    }

    void theSecondTimeWhatIsThereIsLeftOut() {
        AnswerPrefix prefix;
        passed(prefix, {thought("Hm"), text("The la"), text("mp")});
        prefix.beginAnew();
        // Cut elsewhere, and with more behind it.
        QCOMPARE(passed(prefix, {thought("H"), thought("m"), text("The lamp is"), text(" red")}),
                 "a: is a: red");
        prefix.beginAnew();
        QCOMPARE(passed(prefix, {thought("Hm"), text("The lamp is red"), engine::ToolCall{"f", "{}"}}),
                 "f()");
        prefix.beginAnew();
        QCOMPARE(
            passed(prefix, {thought("Hm"), text("The lamp is red"), engine::ToolCall{"f", "{}"}, text(".")}),
            "a:.");
    }

    void logprobsMayDifferInTheirLastDigits() {
        AnswerPrefix prefix;
        passed(prefix, {token(1, -1.0), text("a")});
        prefix.beginAnew();
        QCOMPARE(passed(prefix, {token(1, -1.0000001), text("a"), token(2, -1), text("b")}), "2 a:b");
    }

    void anotherAnswerIsNotGluedToTheFirst() {
        const std::vector<engine::Event> others[] = {
            {text("The fan")},
            {thought("The lamp")},
            {text("The "), thought("x")},
            {text("The "), token(1, -1)},
            {engine::ToolCall{"f", "{}"}},
        };
        for (const auto& other : others) {
            AnswerPrefix prefix;
            passed(prefix, {text("The lamp")});
            prefix.beginAnew();
            QVERIFY(passed(prefix, other).endsWith("!"));
        }
        AnswerPrefix calls;
        passed(calls, {engine::ToolCall{"f", "{}"}});
        calls.beginAnew();
        QVERIFY(passed(calls, {engine::ToolCall{"f", "[]"}}).endsWith("!"));
    }
};

QTEST_GUILESS_MAIN(AnswerPrefixTest)
#include "answer_prefix_test.moc"
