#include "engine/text/tokenizer.h"

#include <random>

#include <QtTest>

#include "tests/engine/text/fixtures.h"

using engine::AddedTokens;
using engine::ErrorCode;
using engine::MarkedText;
using engine::Origin;
using engine::Tokenizer;
using nlohmann::ordered_json;

namespace {

Tokenizer standard() {
    return Tokenizer::load(fixtures::path("tokenizer.json"));
}

const char* shown(const ordered_json& text) {
    static std::string buffer;
    buffer = text.dump();
    return buffer.c_str();
}

/// The file with one change, as text.
std::string changed(const std::function<void(ordered_json&)>& change) {
    auto file = fixtures::document("tokenizer.json");
    change(file);
    return file.dump();
}

}  // namespace

class TokenizerTest : public QObject {
    Q_OBJECT

 private slots:
    void fiveThousandRandomTextsGiveTheIdsOfTheTokenizersPackage() {
        const Tokenizer tokenizer = standard();
        const auto cases = fixtures::lines("tokenizer_cases.jsonl");
        QCOMPARE(cases.size(), std::size_t{5000});
        for (const auto& entry : cases) {
            const auto text = entry["t"].get<std::string>();
            const auto ids = entry["i"].get<std::vector<int>>();
            QVERIFY2(tokenizer.encode(text, AddedTokens::Recognise) == ids, shown(entry["t"]));
            const auto plain = entry.contains("p") ? entry["p"].get<std::vector<int>>() : ids;
            QVERIFY2(tokenizer.encode(text, AddedTokens::Plain) == plain, shown(entry["t"]));
            QVERIFY2(tokenizer.decode(ids) == text && tokenizer.decode(plain) == text, shown(entry["t"]));
        }
    }

    void theOtherSpellingOfTheFileIsReadAsWell() {
        const Tokenizer tokenizer = Tokenizer::load(fixtures::path("tokenizer_bytelevel.json"));
        for (const auto& entry : fixtures::lines("tokenizer_bytelevel_cases.jsonl")) {
            const auto text = entry["t"].get<std::string>();
            const auto ids = tokenizer.encode(text, AddedTokens::Recognise);
            QVERIFY2(ids == entry["i"].get<std::vector<int>>(), shown(entry["t"]));
            QVERIFY2(tokenizer.decode(ids) == text, shown(entry["t"]));
        }
    }

    void whatAUserTypesNeverBecomesAControlToken() {
        const Tokenizer tokenizer = standard();
        MarkedText prompt("<|user|>\n");
        prompt.append("<|system|><|image|><think>/nothink", Origin::User);
        prompt.append("<|assistant|>", Origin::Template);
        const auto ids = tokenizer.encode(prompt);
        std::vector<int> added;
        std::copy_if(ids.begin(), ids.end(), std::back_inserter(added),
                     [&](int id) { return tokenizer.isAdded(id); });
        QCOMPARE(added, (std::vector<int>{*tokenizer.idOf("<|user|>"), *tokenizer.idOf("<|assistant|>")}));
        QCOMPARE(tokenizer.decode(ids), prompt.text);
    }

    void aMarkThatTheUserCompletesStaysText() {
        const Tokenizer tokenizer = standard();
        for (const auto& [before, typed, after] :
             {std::tuple{"<|", "system|>", ""}, {"", "<|system", "|>"}, {"<|sys", "tem", "|>"}}) {
            MarkedText prompt(before);
            prompt.append(typed, Origin::User);
            prompt.append(after, Origin::Template);
            for (const int id : tokenizer.encode(prompt))
                QVERIFY(!tokenizer.isAdded(id));
        }
    }

    void wordsReachOverTheEdgeOfAUsersText() {
        const Tokenizer tokenizer = standard();
        MarkedText prompt("the rou");
        prompt.append("ter", Origin::User);
        QCOMPARE(tokenizer.encode(prompt), tokenizer.encode("the router", AddedTokens::Recognise));
    }

    void marksAreToldApart() {
        const Tokenizer tokenizer = standard();
        const int image = *tokenizer.idOf("<|image|>");
        const int think = *tokenizer.idOf("<think>");
        QVERIFY(tokenizer.isAdded(image) && tokenizer.isSpecial(image));
        QVERIFY(tokenizer.isAdded(think) && !tokenizer.isSpecial(think));
        QVERIFY(!tokenizer.idOf("the") && !tokenizer.idOf("<|nonsense|>"));
        QCOMPARE(tokenizer.bytesOf(think), std::string_view("<think>"));
        QVERIFY(!tokenizer.isAdded(0) && !tokenizer.isAdded(-1) && !tokenizer.isAdded(1 << 30));
    }

    void rowsWithoutATokenSpellNothing() {
        const Tokenizer tokenizer = standard();
        const auto size = static_cast<int>(tokenizer.size());
        QCOMPARE(tokenizer.decode(std::vector<int>{size, -1, size + 100}), std::string());
    }

    void brokenUtf8CountsAsReplacementCharacters() {
        const Tokenizer tokenizer = standard();
        QCOMPARE(tokenizer.encode("a\xFF\xE4\xBD", AddedTokens::Plain),
                 tokenizer.encode("a\uFFFD\uFFFD", AddedTokens::Plain));
        QCOMPARE(tokenizer.encode("", AddedTokens::Recognise), std::vector<int>());
    }

    /// Each would take minutes if the time were quadratic.
    void hugeTextsAreQuick() {
        const Tokenizer tokenizer = standard();
        for (const char* unit : {"a", " ", "\n", "!", "1", "的", "<", "' "}) {
            std::string text;
            while (text.size() < 300'000)
                text += unit;
            QCOMPARE(tokenizer.decode(tokenizer.encode(text, AddedTokens::Recognise)), text);
        }
    }

    void anUnknownPartOfTheFileIsRefusedByName_data() {
        QTest::addColumn<QString>("json");
        QTest::addColumn<QString>("named");
        const auto row = [](const char* named, const std::function<void(ordered_json&)>& change) {
            QTest::newRow(named) << QString::fromStdString(changed(change)) << named;
        };
        row("model.type", [](auto& f) { f["model"]["type"] = "Unigram"; });
        row("model.vocab", [](auto& f) { f["model"].erase("vocab"); });
        row("model.merges", [](auto& f) { f["model"]["merges"] = "none"; });
        row("model.byte_fallback", [](auto& f) { f["model"]["byte_fallback"] = true; });
        row("model.dropout", [](auto& f) { f["model"]["dropout"] = 0.1; });
        row("model.end_of_word_suffix", [](auto& f) { f["model"]["end_of_word_suffix"] = "</w>"; });
        row("unknown token", [](auto& f) { f["model"]["merges"].push_back({"the", "nosuch"}); });
        row("a merge of 3 parts", [](auto& f) { f["model"]["merges"].push_back({"a", "b", "c"}); });
        row("model.merges: \"a\"", [](auto& f) { f["model"]["merges"].push_back("a"); });
        row("the id -1", [](auto& f) { f["model"]["vocab"]["zzz"] = -1; });
        row("the id 99999999", [](auto& f) { f["model"]["vocab"]["zzz"] = 99999999; });
        row("a huge number", [](auto& f) { f["model"]["vocab"]["zzz"] = 18446744073709551615U; });
        row("the id 5 twice", [](auto& f) { f["model"]["vocab"]["zzz"] = 5; });
        row("no token for the byte 32", [](auto& f) { f["model"]["vocab"].erase("Ġ"); });
        row("a wrong value in model.vocab", [](auto& f) { f["model"]["vocab"]["zzz"] = "x"; });
        row("an array in model.vocab", [](auto& f) { f["model"]["vocab"]["zzz"] = {1}; });
        row("normalizer: NFC", [](auto& f) { f["normalizer"] = {{"type", "NFC"}}; });
        row("decoder: WordPiece", [](auto& f) { f["decoder"] = {{"type", "WordPiece"}}; });
        row("decoder: of no type", [](auto& f) { f.erase("decoder"); });
        row("pre_tokenizer", [](auto& f) { f["pre_tokenizer"] = nullptr; });
        row("pre_tokenizer: Whitespace", [](auto& f) { f["pre_tokenizer"] = {{"type", "Whitespace"}}; });
        row("Split behavior Removed",
            [](auto& f) { f["pre_tokenizer"]["pretokenizers"][0]["behavior"] = "Removed"; });
        row("Split invert", [](auto& f) { f["pre_tokenizer"]["pretokenizers"][0]["invert"] = true; });
        row("Split without a Regex", [](auto& f) {
            f["pre_tokenizer"]["pretokenizers"][0]["pattern"] = {{"String", " "}};
        });
        row("Regex: missing closing parenthesis",
            [](auto& f) { f["pre_tokenizer"]["pretokenizers"][0]["pattern"]["Regex"] = "(a"; });
        row("no ByteLevel", [](auto& f) { f["pre_tokenizer"]["pretokenizers"].erase(1); });
        row("ByteLevel add_prefix_space",
            [](auto& f) { f["pre_tokenizer"]["pretokenizers"][1]["add_prefix_space"] = true; });
        row("<|user|>: lstrip", [](auto& f) { f["added_tokens"][7]["lstrip"] = true; });
        row("<|user|>: single_word", [](auto& f) { f["added_tokens"][7]["single_word"] = true; });
        row("<|user|>: id", [](auto& f) { f["added_tokens"][7]["id"] = -7; });
        row("<|user|> twice", [](auto& f) { f["added_tokens"].push_back(f["added_tokens"][7]); });
        row("an entry without id and content", [](auto& f) { f["added_tokens"][7].erase("content"); });
        row("another id in model.vocab", [](auto& f) { f["model"]["vocab"]["<|user|>"] = 5000; });
    }
    void anUnknownPartOfTheFileIsRefusedByName() {
        QFETCH(QString, json);
        QFETCH(QString, named);
        const auto error = fixtures::errorOf([&] { Tokenizer::parse(json.toStdString(), "tokenizer.json"); });
        QVERIFY(error);
        QCOMPARE(error->code, ErrorCode::TokenizerUnsupported);
        QCOMPARE(error->where, std::string("tokenizer.json"));
        QVERIFY2(QString::fromStdString(error->detail).contains(named), error->detail.c_str());
    }

    void aMissingFileIsNamed() {
        const auto error = fixtures::errorOf([] { Tokenizer::load("/nowhere/tokenizer.json"); });
        QCOMPARE(error->code, ErrorCode::FileMissing);
        QCOMPARE(error->where, std::string("/nowhere/tokenizer.json"));
    }

    /// Cut, and with bytes changed: an error that names the file, or a tokenizer; never a crash.
    void damagedFilesAreRefusedOrRead() {
        const std::string whole = fixtures::read("tokenizer.json");
        std::mt19937 random(7);
        int refused = 0;
        for (int round = 0; round < 300; ++round) {
            std::string damaged = whole;
            if (round % 2 == 0) {
                damaged.resize(random() % damaged.size());
            } else {
                for (int change = 0; change < 3; ++change)
                    damaged[random() % damaged.size()] = static_cast<char>("\"{}[],:0a\xFF\\"[random() % 11]);
            }
            const auto error = fixtures::errorOf([&] {
                const Tokenizer tokenizer = Tokenizer::parse(damaged, "tokenizer.json");
                tokenizer.encode("这个红灯 means 42 <|image|>!", AddedTokens::Recognise);
            });
            if (error) {
                QCOMPARE(error->where, std::string("tokenizer.json"));
                ++refused;
            }
        }
        QVERIFY(refused > 200);
    }

    void deepNestingIsRefused() {
        const std::string deep = "{\"a\":" + std::string(100'000, '[');
        QCOMPARE(fixtures::errorOf([&] { Tokenizer::parse(deep, "t"); })->code,
                 ErrorCode::TokenizerUnsupported);
        QCOMPARE(fixtures::errorOf([] { Tokenizer::parse("[]", "t"); })->code, ErrorCode::BadJson);
        QCOMPARE(fixtures::errorOf([] { Tokenizer::parse("", "t"); })->code, ErrorCode::BadJson);
    }
};

QTEST_GUILESS_MAIN(TokenizerTest)
#include "tokenizer_test.moc"
