// A checkpoint folder is untrusted: each damage gives one error that names the file, and never a crash.
#include <functional>

#include <QTest>

#include "tests/engine/support/fixtures.h"
#include "tests/engine/support/raw_safetensors.h"

using namespace engine;

Q_DECLARE_METATYPE(ErrorCode)

namespace {

namespace fs = std::filesystem;

const std::string weights = "model.safetensors";
const std::string someTensor = "model.visual.blocks.1.attn.proj.weight";

using Damage = std::function<void(const fixtures::Copy&)>;

Damage editHeader(std::function<void(nlohmann::ordered_json&)> edit) {
    return [edit = std::move(edit)](const fixtures::Copy& copy) {
        auto parts = raw::readParts(copy / weights);
        edit(parts.header);
        raw::writeParts(copy / weights, parts);
    };
}

Damage editTensors(std::function<void(raw::File&)> edit) {
    return [edit = std::move(edit)](const fixtures::Copy& copy) {
        auto tensors = raw::read(copy / weights);
        edit(tensors);
        raw::write(copy / weights, tensors);
    };
}

Damage editJson(const std::string& file, std::function<void(nlohmann::ordered_json&)> edit) {
    return [=](const fixtures::Copy& copy) { copy.editJson(file, edit); };
}

Damage writeText(const std::string& file, const std::string& text) {
    return [=](const fixtures::Copy& copy) { raw::writeText(copy / file, text); };
}

Damage remove(const std::string& file) {
    return [=](const fixtures::Copy& copy) { fs::remove(copy / file); };
}

struct Row {
    const char* name;
    const char* checkpoint;
    Damage damage;
    ErrorCode code;
    std::string file;    ///< that the error names
    std::string detail;  ///< that is somewhere in the error's detail
};

std::vector<Row> weightRows() {
    return {
        {"cut in the data", "tiny", [](const auto& copy) { fs::resize_file(copy / weights, 100'000); },
         ErrorCode::FileCut, weights, ""},
        {"cut in the header", "tiny", [](const auto& copy) { fs::resize_file(copy / weights, 500); },
         ErrorCode::FileCut, weights, ""},
        {"cut in the length", "tiny", [](const auto& copy) { fs::resize_file(copy / weights, 5); },
         ErrorCode::FileCut, weights, ""},
        {"empty file", "tiny", writeText(weights, ""), ErrorCode::FileCut, weights, ""},
        {"absurd header length", "tiny", writeText(weights, std::string(8, '\xff') + "{}"),
         ErrorCode::BadHeader, weights, "header"},
        {"header length of zero", "tiny", writeText(weights, std::string(64, '\0')), ErrorCode::BadHeader,
         weights, "header"},
        {"header is no JSON", "tiny",
         [](const auto& copy) { raw::writeHeaderText(copy / weights, "{\"a\": [1,", ""); },
         ErrorCode::BadJson, weights, "byte"},
        {"header is no object", "tiny",
         [](const auto& copy) { raw::writeHeaderText(copy / weights, "[1, 2]", ""); }, ErrorCode::BadJson,
         weights, "object"},
        {"header too deep", "tiny",
         [](const auto& copy) {
             raw::writeHeaderText(
                 copy / weights, "{\"a\":" + std::string(100'000, '[') + std::string(100'000, ']') + "}", "");
         },
         ErrorCode::BadJson, weights, "deep"},
        {"a tensor twice", "tiny",
         [](const auto& copy) {
             const std::string entry = "\"a\":{\"dtype\":\"U8\",\"shape\":[1],\"data_offsets\":[0,1]}";
             raw::writeHeaderText(copy / weights, "{" + entry + "," + entry + "}", "x");
         },
         ErrorCode::BadJson, weights, "twice"},
        {"offsets past the end", "tiny", editHeader([](auto& header) {
             auto& offsets = header[someTensor]["data_offsets"];
             for (auto& offset : offsets)
                 offset = offset.template get<std::int64_t>() + 1'000'000'000;
         }),
         ErrorCode::TensorOutOfFile, weights, someTensor},
        {"offsets turned round", "tiny", editHeader([](auto& header) {
             auto& offsets = header[someTensor]["data_offsets"];
             std::swap(offsets[0], offsets[1]);
         }),
         ErrorCode::BadHeader, weights, someTensor},
        {"negative offset", "tiny",
         editHeader([](auto& header) { header[someTensor]["data_offsets"][0] = -4; }), ErrorCode::BadHeader,
         weights, someTensor},
        {"offset past 64 bits", "tiny",
         editHeader([](auto& header) { header[someTensor]["data_offsets"][1] = 18446744073709551615ULL; }),
         ErrorCode::BadHeader, weights, someTensor},
        {"overlapping tensors", "tiny", editHeader([](auto& header) {
             const auto& first = header["model.visual.blocks.0.attn.proj.weight"];
             header[someTensor]["data_offsets"] = first["data_offsets"];
         }),
         ErrorCode::TensorOverlap, weights, someTensor},
        {"a hole", "tiny", editHeader([](auto& header) { header.erase(someTensor); }), ErrorCode::BadHeader,
         weights, "hole"},
        {"bytes after the last tensor", "tiny",
         [](const auto& copy) { raw::writeText(copy / weights, raw::readText(copy / weights) + "more"); },
         ErrorCode::BadHeader, weights, "4 bytes"},
        {"a shape that overflows", "tiny", editHeader([](auto& header) {
             header[someTensor]["shape"] = {4294967296LL, 4294967296LL, 4294967296LL};
         }),
         ErrorCode::BadHeader, weights, someTensor},
        {"shape and offsets disagree", "tiny",
         editHeader([](auto& header) { header[someTensor]["shape"][0] = 31; }), ErrorCode::BadHeader, weights,
         someTensor},
        {"unknown type", "tiny", editHeader([](auto& header) { header[someTensor]["dtype"] = "F4_MAGIC"; }),
         ErrorCode::TensorType, weights, "F4_MAGIC"},
        {"integers for weights", "tiny", editTensors([](auto& tensors) { tensors[someTensor].type = "I16"; }),
         ErrorCode::TensorType, weights, "I16"},
        {"a tensor missing", "tiny", editTensors([](auto& tensors) { tensors.erase(someTensor); }),
         ErrorCode::TensorMissing, weights, someTensor},
        {"no head where none is tied", "tiny",
         editTensors([](auto& tensors) { tensors.erase("lm_head.weight"); }), ErrorCode::TensorMissing,
         weights, "lm_head.weight"},
        {"a tensor too many", "tiny", editTensors([](auto& tensors) {
             tensors["model.extra"] = {"F32", {1}, "abcd"};
         }),
         ErrorCode::TensorUnexpected, weights, "model.extra"},
        {"a tensor of another shape", "tiny", editTensors([](auto& tensors) {
             std::swap(tensors["lm_head.weight"].shape[0], tensors["lm_head.weight"].shape[1]);
         }),
         ErrorCode::TensorShape, weights, "instead of"},
    };
}

std::vector<Row> fileRows() {
    const std::string index = weights + ".index.json";
    const std::string shard = "model-00002-of-00003.safetensors";
    const auto firstTensor = [](nlohmann::ordered_json& json) -> nlohmann::ordered_json& {
        return json["weight_map"].begin().value();
    };
    return {
        {"no config", "tiny", remove("config.json"), ErrorCode::FileMissing, "config.json", ""},
        {"no tokenizer", "tiny", remove("tokenizer.json"), ErrorCode::FileMissing, "tokenizer.json", ""},
        {"no weights", "tiny", remove(weights), ErrorCode::FileMissing, weights, ""},
        {"no picture settings", "tiny", remove("preprocessor_config.json"), ErrorCode::FileMissing,
         "preprocessor_config.json", ""},
        {"no template", "tiny", remove("chat_template.jinja"), ErrorCode::TemplateMissing, "", ""},
        {"a folder for a file", "tiny",
         [](const auto& copy) {
             fs::remove(copy / weights);
             fs::create_directory(copy / weights);
         },
         ErrorCode::FileUnreadable, weights, ""},
        {"bad JSON in config", "tiny", writeText("config.json", "{\"model_type\": "), ErrorCode::BadJson,
         "config.json", "byte"},
        {"bad JSON in tokenizer", "tiny", writeText("tokenizer.json", "{"), ErrorCode::BadJson,
         "tokenizer.json", ""},
        {"bad JSON in picture settings", "tiny", writeText("preprocessor_config.json", "null"),
         ErrorCode::BadJson, "preprocessor_config.json", "object"},
        {"bad JSON in generation settings", "tiny", writeText("generation_config.json", "{]"),
         ErrorCode::BadJson, "generation_config.json", ""},
        {"another architecture", "tiny",
         editJson("config.json", [](auto& json) { json["model_type"] = "llama"; }),
         ErrorCode::ConfigUnsupported, "config.json", "llama"},
        {"more tokens than embeddings", "tiny",
         editJson("config.json", [](auto& json) { json["text_config"]["vocab_size"] = 490; }),
         ErrorCode::TokenizerUnsupported, "tokenizer.json", "490"},
        {"another model's tokenizer", "tiny",
         editJson("config.json", [](auto& json) { json["image_token_id"] = 7; }),
         ErrorCode::TokenizerUnsupported, "tokenizer.json", "token 7"},
        {"a shard missing", "older", remove(shard), ErrorCode::FileMissing, shard, ""},
        {"a shard cut", "older", [=](const auto& copy) { fs::resize_file(copy / shard, 9000); },
         ErrorCode::FileCut, shard, ""},
        {"index without a map", "older", writeText(index, "{}"), ErrorCode::BadJson, index, "weight_map"},
        {"index with a path", "older",
         editJson(index, [=](auto& json) { firstTensor(json) = "../../../etc/passwd.safetensors"; }),
         ErrorCode::BadJson, index, "file name"},
        {"index with a number", "older", editJson(index, [=](auto& json) { firstTensor(json) = 3; }),
         ErrorCode::BadJson, index, ""},
        {"index names too much", "older",
         editJson(index, [=](auto& json) { json["weight_map"]["model.ghost"] = shard; }),
         ErrorCode::TensorMissing, shard, "model.ghost"},
        {"index names too little", "older",
         editJson(index, [](auto& json) { json["weight_map"].erase("model.norm.weight"); }),
         ErrorCode::TensorUnexpected, "", "model.norm.weight"},
    };
}

std::vector<Row> rows() {
    auto all = weightRows();
    for (auto& row : fileRows())
        all.push_back(std::move(row));
    return all;
}

}  // namespace

class DamageTest : public QObject {
    Q_OBJECT

 private slots:
    void aDamagedCheckpointNamesItsFile_data() {
        QTest::addColumn<int>("index");
        const auto all = rows();
        for (std::size_t i = 0; i < all.size(); ++i)
            QTest::newRow(all[i].name) << static_cast<int>(i);
    }
    void aDamagedCheckpointNamesItsFile() {
        QFETCH(int, index);
        const auto row = rows()[static_cast<std::size_t>(index)];
        const fixtures::Copy copy(row.checkpoint);
        row.damage(copy);
        const auto loaded = Engine::load({copy.folder(), WeightsKind::Auto, 0});
        QVERIFY(!loaded);
        const auto& error = loaded.error();
        const auto said = error.where + " | " + error.detail;
        QVERIFY2(error.code == row.code,
                 (std::to_string(static_cast<int>(error.code)) + ": " + said).c_str());
        QVERIFY2(error.where.starts_with(copy.folder().string()), said.c_str());
        if (!row.file.empty()) QVERIFY2(fs::path(error.where).filename() == row.file, said.c_str());
        QVERIFY2(error.detail.find(row.detail) != std::string::npos, said.c_str());
        if (error.code == ErrorCode::FileCut) {
            QCOMPARE(error.numbers.size(), std::size_t{2});
            QCOMPARE_GT(error.numbers[0], error.numbers[1]);
        }
    }

    void undamagedCopiesLoad() {
        for (const auto* name : {"tiny", "older"}) {
            const fixtures::Copy copy(name);
            QVERIFY(Engine::load({copy.folder(), WeightsKind::Auto, 0}));
        }
    }

    void aTiedHeadThatIsStoredAsWellIsTaken() {
        const fixtures::Copy copy("tiny");
        copy.editJson("config.json", [](auto& json) { json["tie_word_embeddings"] = true; });
        QVERIFY(Engine::load({copy.folder(), WeightsKind::Auto, 0}));
    }

    void aMissingAndAnEmptyFolderAreToldApart() {
        const QTemporaryDir empty;
        const fs::path folder = empty.path().toStdString();
        const auto nothing = Engine::load({folder, WeightsKind::Auto, 0});
        QVERIFY(!nothing);
        QCOMPARE(nothing.error().code, ErrorCode::FolderEmpty);
        QCOMPARE(nothing.error().where, folder.string());
        const auto missing = Engine::load({folder / "gone", WeightsKind::Auto, 0});
        QVERIFY(!missing);
        QCOMPARE(missing.error().code, ErrorCode::FolderMissing);
        QCOMPARE(missing.error().where, (folder / "gone").string());
    }

    void weightsTooLargeToConvertAreNotTried() {
        const fixtures::Copy copy("tiny");
        constexpr std::int64_t elements = std::int64_t{1} << 42;  // 8 TiB of nothing, in a file with holes
        const auto file = copy / weights;
        raw::Parts parts;
        parts.header["model.language_model.embed_tokens.weight"] = {
            {"dtype", "F16"}, {"shape", {elements}}, {"data_offsets", {0, 2 * elements}}};
        raw::writeParts(file, parts);
        std::error_code code;
        fs::resize_file(file, fs::file_size(file) + 2 * elements, code);
        if (code) QSKIP("this file system has no such large files");
        const auto loaded = Engine::load({copy.folder(), WeightsKind::Auto, 0});
        QVERIFY(!loaded);
        QCOMPARE(loaded.error().code, ErrorCode::OutOfMemory);
        QCOMPARE(loaded.error().where, file.string());
        QCOMPARE(loaded.error().numbers.size(), std::size_t{2});
        QCOMPARE(loaded.error().numbers[0], 4 * elements);
        QCOMPARE_GT(loaded.error().numbers[1], 0);
    }

    void aHeadOfNoNumbersIsReported() {
        const fixtures::Copy copy("tiny");
        editTensors([](auto& tensors) {
            for (auto& byte : tensors["model.language_model.norm.weight"].bytes)
                byte = '\xff';
        })(copy);
        const auto loaded = Engine::load({copy.folder(), WeightsKind::Auto, 0});
        QVERIFY(loaded);
        const auto answered = loaded.value()->generate(fixtures::ask("?"), {}, {});
        QVERIFY(!answered);
        QCOMPARE(answered.error().code, ErrorCode::BadNumbers);
    }
};

QTEST_GUILESS_MAIN(DamageTest)
#include "damage_test.moc"
