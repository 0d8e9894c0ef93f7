// What is written is read back, by us and by a second reader; damage is in damage_test.
#include "engine/model/safetensors.h"

#include <cstring>
#include <set>

#include <QTest>

#include "engine/error.h"
#include "engine/model/checkpoint.h"
#include "engine/model/safetensors_writer.h"
#include "tests/engine/support/fixtures.h"
#include "tests/engine/support/raw_safetensors.h"

using namespace engine;

class SafetensorsTest : public QObject {
    Q_OBJECT

 private slots:
    void readsBackWhatItWrites() {
        const QTemporaryDir folder;
        const auto file = std::filesystem::path(folder.path().toStdString()) / "some.safetensors";
        const std::vector<float> floats{1.5F, -2, 3};
        const std::vector<std::int64_t> integers{-1, 1LL << 40};
        SafetensorsWriter writer;
        writer.add("a", ElementType::Float32, {3, 1}, std::as_bytes(std::span(floats)));
        writer.add("名 \"b\"", ElementType::I64, {2}, std::as_bytes(std::span(integers)));
        writer.add("none", ElementType::Float32, {0, 4}, {});
        writer.write(file);

        const SafetensorsFile opened(file);
        QCOMPARE(opened.tensors().size(), std::size_t{3});
        const auto& entry = opened.tensors().at("a");
        QCOMPARE(entry.shape, (std::vector<std::int64_t>{3, 1}));
        QCOMPARE(std::memcmp(entry.data.data(), floats.data(), entry.data.size()), 0);
        QCOMPARE(reinterpret_cast<std::uintptr_t>(entry.data.data()) % 8, std::uintptr_t{0});
        QVERIFY(opened.tensors().at("none").data.empty());

        const auto second = raw::read(file);
        QCOMPARE(second.at("a").floats(), floats);
        QCOMPARE(second.at("名 \"b\"").integers(), integers);
    }

    void tensorsOutliveTheirFileObject() {
        std::shared_ptr<const MappedFile> kept;
        std::span<const std::byte> bytes;
        {
            const SafetensorsFile opened(fixtures::checkpoint("tiny") / "model.safetensors");
            kept = opened.mapping();
            bytes = opened.tensors().at("lm_head.weight").data;
        }
        const auto expected =
            raw::read(fixtures::checkpoint("tiny") / "model.safetensors").at("lm_head.weight").bytes;
        QCOMPARE(bytes.size(), expected.size());
        QCOMPARE(std::memcmp(bytes.data(), expected.data(), bytes.size()), 0);
    }

    void shardsAreOneCheckpoint() {
        const Checkpoint checkpoint(fixtures::checkpoint("older"));
        QVERIFY(checkpoint.index().string().ends_with("model.safetensors.index.json"));
        std::set<std::string> files;
        for (const auto& [name, tensor] : checkpoint.tensors())
            files.insert(tensor.file->file().filename().string());
        QCOMPARE(files.size(), std::size_t{3});
        QVERIFY(checkpoint.tensors().contains("model.language_model.embed_tokens.weight"));
        QCOMPARE(checkpoint.tensors().at("model.visual.merger.proj.weight").stored,
                 std::string("visual.merger.proj.weight"));
    }

    void olderNamesAreTheSameTensors() {
        QCOMPARE(canonicalName("visual.merger.proj.weight"), std::string("model.visual.merger.proj.weight"));
        QCOMPARE(canonicalName("model.layers.0.x"), std::string("model.language_model.layers.0.x"));
        QCOMPARE(canonicalName("language_model.model.norm.weight"),
                 std::string("model.language_model.norm.weight"));
        QCOMPARE(canonicalName("language_model.lm_head.weight"), std::string("lm_head.weight"));
        for (const std::string name :
             {"model.language_model.norm.weight", "model.visual.blocks.0.x", "lm_head.weight"})
            QCOMPARE(canonicalName(name), name);
    }

    void twoSpellingsOfOneTensorAreOneTooMany() {
        const fixtures::Copy copy("tiny");
        auto tensors = raw::read(copy / "model.safetensors");
        tensors["visual.merger.proj.weight"] = tensors.at("model.visual.merger.proj.weight");
        raw::write(copy / "model.safetensors", tensors);
        QVERIFY_EXCEPTION_THROWN(Checkpoint{copy.folder()}, EngineError);
    }
};

QTEST_GUILESS_MAIN(SafetensorsTest)
#include "safetensors_test.moc"
