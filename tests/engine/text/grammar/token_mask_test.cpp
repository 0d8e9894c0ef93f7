#include "engine/text/grammar/token_mask.h"

#include <random>

#include <QtTest>

#include "engine/text/grammar/answer_grammar.h"
#include "engine/text/tokenizer.h"
#include "tests/engine/text/fixtures.h"

using engine::AnswerFormat;
using engine::Tokenizer;
using engine::ToolChoice;
using engine::grammar::TokenMask;

class TokenMaskTest : public QObject {
    Q_OBJECT

    const Tokenizer m_tokenizer = Tokenizer::load(fixtures::path("tokenizer.json"));
    const int m_end = *m_tokenizer.idOf("<|user|>");

    static bool has(std::span<const std::uint64_t> bits, int id) {
        const auto index = static_cast<std::size_t>(id);
        return ((bits[index / 64] >> (index % 64)) & 1U) != 0;
    }

 private slots:
    void everyTokenIsInTheTreeOnce() {
        const auto& trie = m_tokenizer.trie();
        std::vector<int> found(m_tokenizer.size(), 0);
        std::string bytes;
        for (std::size_t at = 0; at < trie.size(); ++at) {
            const auto& node = trie.nodes()[at];
            bytes.resize(node.depth - 1U);
            bytes += static_cast<char>(node.byte);
            QVERIFY(node.end > at && node.end <= trie.size());
            for (const int id : trie.tokensAt(at)) {
                QCOMPARE(std::string(m_tokenizer.bytesOf(id)), bytes);
                ++found[static_cast<std::size_t>(id)];
            }
        }
        for (int id = 0; id < static_cast<int>(found.size()); ++id)
            QCOMPARE(found[static_cast<std::size_t>(id)], m_tokenizer.isAdded(id) ? 0 : 1);
        QCOMPARE(&m_tokenizer.trie(), &trie);
    }

    /// The walk over the tree against each token by itself, wherever a random answer comes by.
    void theMaskIsEveryTokenThatIsAllowed() {
        std::mt19937 generator(2);
        const AnswerFormat format{
            AnswerFormat::Kind::JsonSchema,
            R"({"type": "object", "properties": {"红灯": {"type": "string", "maxLength": 9},
                                      "n": {"type": "integer"}, "more": {}}, "required": ["红灯"]})"};
        int ended = 0;
        for (int round = 0; round < 8; ++round) {
            TokenMask mask(m_tokenizer, engine::grammar::formatGrammar(format), {m_end});
            for (int step = 0; step < 60; ++step) {
                const auto bits = mask.bits();
                std::vector<int> allowed;
                for (int id = 0; id < static_cast<int>(m_tokenizer.size()); ++id) {
                    QCOMPARE(has(bits, id), mask.allows(id));
                    if (mask.allows(id)) allowed.push_back(id);
                }
                QVERIFY(!allowed.empty());
                const int id = allowed[generator() % allowed.size()];
                if (id == m_end) {
                    ++ended;
                    break;
                }
                mask.advance(id);
            }
        }
        QVERIFY(ended >= 0);
    }

    void aCharacterMayBeSplitOverTokens() {
        const AnswerFormat format{AnswerFormat::Kind::JsonSchema, R"({"type": "string", "maxLength": 1})"};
        TokenMask mask(m_tokenizer, engine::grammar::formatGrammar(format), {m_end});
        const auto byteToken = [&](unsigned char byte) {
            for (int id = 0; id < static_cast<int>(m_tokenizer.size()); ++id)
                if (!m_tokenizer.isAdded(id) &&
                    m_tokenizer.bytesOf(id) == std::string(1, static_cast<char>(byte)))
                    return id;
            return -1;
        };
        mask.advance(byteToken('"'));
        for (const unsigned char byte : {0xF0, 0x9F, 0xAB}) {
            QVERIFY(mask.allows(byteToken(byte)));
            mask.advance(byteToken(byte));
            QVERIFY(!mask.allows(byteToken('"')) && !mask.allows(m_end));
        }
        QVERIFY(!mask.allows(byteToken(0xFF)));
        mask.advance(byteToken(0xA0));
        QVERIFY(mask.allows(byteToken('"')));
        QVERIFY(!mask.allows(byteToken('x')));  // one character is all
        mask.advance(byteToken('"'));
        QVERIFY(mask.isFinal() && mask.allows(m_end));
    }

    void marksAreReadAsTokensOfTheirOwn() {
        const std::string tool =
            R"({"type": "function", "function": {"name": "get_order", "parameters": {"type": "object",
            "properties": {"id": {"type": "string"}, "n": {"type": "integer"}, "odd": {"type": "integer", "minimum": 3}},
            "required": ["id"]}}})";
        const auto accepts = [&](const std::string& text,
                                 ToolChoice::Kind kind = ToolChoice::Kind::Required) {
            TokenMask mask(m_tokenizer, engine::grammar::toolGrammar({tool}, {kind, "get_order"}), {m_end});
            for (const int id : m_tokenizer.encode(text, engine::AddedTokens::Recognise)) {
                if (!mask.allows(id)) return false;
                mask.advance(id);
            }
            return mask.allows(m_end);
        };
        const std::string id = "<arg_key>id</arg_key>\n<arg_value>A \"1\"\n红</arg_value>\n";
        QVERIFY(accepts("\n<tool_call>get_order\n" + id + "</tool_call>"));
        QVERIFY(accepts("<tool_call>get_order\n" + id +
                        "<arg_key>n</arg_key>\n<arg_value>5</arg_value>\n</tool_call>"));
        QVERIFY(accepts("<tool_call>get_order\n" + id +
                        "<arg_key>odd</arg_key>\n<arg_value>any</arg_value>\n</tool_call>"));
        QVERIFY(!accepts("<tool_call>get_order\n" + id +
                         "<arg_key>n</arg_key>\n<arg_value>x</arg_value>\n</tool_call>"));
        QVERIFY(!accepts("<tool_call>get_order\n</tool_call>"));
        QVERIFY(!accepts("<tool_call>other\n" + id + "</tool_call>"));
        QVERIFY(!accepts("Let me see."));
        const std::string twice =
            "<tool_call>get_order\n" + id + "</tool_call>\n<tool_call>get_order\n" + id + "</tool_call>";
        QVERIFY(accepts(twice));
        QVERIFY(!accepts(twice, ToolChoice::Kind::Named));
    }

    void aChoiceOfNothingIsRefused() {
        const auto detail = [](const std::vector<std::string>& tools, const ToolChoice& choice) {
            const auto error = fixtures::errorOf([&] { engine::grammar::toolGrammar(tools, choice); });
            return error ? error->detail : std::string();
        };
        QCOMPARE(detail({}, {ToolChoice::Kind::Required, {}}),
                 std::string("tool_choice: there are no tools"));
        QCOMPARE(detail({R"({"name": "a"})"}, {ToolChoice::Kind::Named, "b"}),
                 std::string("tool_choice: no such tool"));
        QCOMPARE(detail({"{}"}, {ToolChoice::Kind::Required, {}}),
                 std::string("tools: a function without a name"));
    }
};

QTEST_GUILESS_MAIN(TokenMaskTest)
#include "token_mask_test.moc"
