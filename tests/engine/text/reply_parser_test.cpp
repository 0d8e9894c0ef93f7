#include "engine/text/reply_parser.h"

#include <QtTest>

#include "tests/engine/text/fixtures.h"

using engine::AddedTokens;
using engine::Channel;
using engine::ReplyParser;
using engine::ReplyStart;
using engine::TextDelta;
using engine::Tokenizer;

namespace {

/// "A:", "T:" and "C:" before what was written to the answer, thinking and tool calls.
std::string transcript(const std::vector<TextDelta>& deltas) {
    std::string out;
    std::optional<Channel> last;
    for (const TextDelta& delta : deltas) {
        if (last != delta.channel)
            out += delta.channel == Channel::Answer ? "A:" : delta.channel == Channel::Thinking ? "T:" : "C:";
        last = delta.channel;
        out += delta.text;
    }
    return out;
}

}  // namespace

class ReplyParserTest : public QObject {
    Q_OBJECT

    const Tokenizer m_tokenizer = Tokenizer::load(fixtures::path("tokenizer.json"));

    std::vector<int> ids(const std::string& text) const {
        return m_tokenizer.encode(text, AddedTokens::Recognise);
    }

    std::string parsed(const std::vector<int>& reply, ReplyStart start = ReplyStart::InAnswer) const {
        ReplyParser parser(m_tokenizer, start);
        std::vector<TextDelta> all;
        for (const int id : reply) {
            for (const TextDelta& delta : parser.add(id))
                all.push_back(delta);
        }
        for (const TextDelta& delta : parser.finish())
            all.push_back(delta);
        return transcript(all);
    }
    std::string parsed(const std::string& reply, ReplyStart start = ReplyStart::InAnswer) const {
        return parsed(ids(reply), start);
    }

 private slots:
    void thinkingAndAnswerAreToldApart() {
        QCOMPARE(parsed("\n<think>\nhm, 红\n</think>\n\nThe light is red.\n"),
                 std::string("T:hm, 红\nA:The light is red.\n"));
        QCOMPARE(parsed("<think></think>\nyes"), std::string("A:yes"));
        QCOMPARE(parsed("just an answer"), std::string("A:just an answer"));
    }

    void aReplyMayBeginInsideThinking() {
        QCOMPARE(parsed("hm\n</think>\nyes", ReplyStart::InThinking), std::string("T:hm\nA:yes"));
        QCOMPARE(parsed("<think>hm</think>yes", ReplyStart::InThinking), std::string("T:hmA:yes"));
        QCOMPARE(parsed("never closed", ReplyStart::InThinking), std::string("T:never closed"));
    }

    void thePromptTellsWhereTheReplyBegins() {
        const auto start = [&](const char* prompt) { return engine::replyStart(m_tokenizer, ids(prompt)); };
        QCOMPARE(start("<|user|>\nhi<|assistant|>\n<think>"), ReplyStart::InThinking);
        QCOMPARE(start("<|user|>\nhi<|assistant|>\n<think>\n"), ReplyStart::InThinking);
        QCOMPARE(start("<|user|>\nhi<|assistant|>\n"), ReplyStart::InAnswer);
        QCOMPARE(start("<|user|>\nhi<|assistant|>\n<think></think>\n"), ReplyStart::InAnswer);
        QCOMPARE(start("<|assistant|><think>cut short<|user|>\nhi<|assistant|>\n"), ReplyStart::InAnswer);
        QCOMPARE(engine::replyStart(m_tokenizer, m_tokenizer.encode("<think>", AddedTokens::Plain)),
                 ReplyStart::InAnswer);
    }

    void boxMarksGoAndTheirContentStays() {
        QCOMPARE(parsed("the answer is <|begin_of_box|>E-203<|end_of_box|>."),
                 std::string("A:the answer is E-203."));
    }

    void boxMarksGoAlsoWhenTheFileDoesNotCallThemSpecial() {
        auto file = fixtures::document("tokenizer.json");
        for (auto& token : file["added_tokens"])
            token["special"] = false;
        const Tokenizer tokenizer = Tokenizer::parse(file.dump(), "t");
        ReplyParser parser(tokenizer, ReplyStart::InAnswer);
        std::vector<TextDelta> all;
        for (const int id : ids("is <|begin_of_box|>E-203<|end_of_box|><|user|>")) {
            for (const TextDelta& delta : parser.add(id))
                all.push_back(delta);
        }
        QCOMPARE(transcript(all), std::string("A:is E-203"));
    }

    void toolCallsHaveTheirOwnChannel() {
        QCOMPARE(
            parsed("ok\n<tool_call>get\n<arg_key>id</arg_key>\n<arg_value>7</arg_value>\n</tool_call>\ndone"),
            std::string("A:ok\nC:get\n<arg_key>id</arg_key>\n<arg_value>7</arg_value>\nA:done"));
    }

    void noControlTokenIsShown() {
        QCOMPARE(parsed("a<|user|>b<|endoftext|>c<|image|>"), std::string("A:abc"));
    }

    void whatOnlyLooksLikeAMarkIsText() {
        const std::string text = "write </think> or <|begin_of_box|>";
        QCOMPARE(parsed(m_tokenizer.encode(text, AddedTokens::Plain)), "A:" + text);
    }

    void charactersAreWholeInEveryPiece() {
        const std::string text = "红灯亮😀👨‍👩‍👧了";
        ReplyParser parser(m_tokenizer, ReplyStart::InAnswer);
        std::string all;
        for (const int id : m_tokenizer.encode(text, AddedTokens::Plain)) {
            for (const TextDelta& delta : parser.add(id)) {
                QCOMPARE(QString::fromUtf8(delta.text.data(), static_cast<int>(delta.text.size()))
                             .toUtf8()
                             .toStdString(),
                         delta.text);
                QVERIFY(delta.text.find("\uFFFD") == std::string::npos);
                all += delta.text;
            }
        }
        QCOMPARE(all, text);
        QVERIFY(parser.finish().empty());
    }

    void aCharacterThatIsCutShortEndsInItsOwnChannel() {
        auto reply = ids("<think>");
        reply.push_back(m_tokenizer.encode("\U0001FAE0", AddedTokens::Plain)[0]);
        const auto bytes = m_tokenizer.bytesOf(reply.back());
        QVERIFY(bytes.size() < 4);
        for (const int id : ids("</think>ok"))
            reply.push_back(id);
        QCOMPARE(parsed(reply), std::string("T:\uFFFDA:ok"));
        reply.resize(2);
        QCOMPARE(parsed(reply), std::string("T:\uFFFD"));
    }

    void idsBeyondTheTokenizerAreSilent() {
        QCOMPARE(parsed(std::vector<int>{static_cast<int>(m_tokenizer.size()) + 3, ids("a")[0]}),
                 std::string("A:a"));
    }
};

QTEST_GUILESS_MAIN(ReplyParserTest)
#include "reply_parser_test.moc"
