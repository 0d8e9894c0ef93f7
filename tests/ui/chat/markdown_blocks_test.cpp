#include "ui/chat/markdown_blocks.h"

#include <QtTest>

using ui::BlockKind;
using ui::MarkdownBlock;
using ui::MarkdownBlocks;

namespace {

std::vector<MarkdownBlock> blocksOf(const QString& text) {
    MarkdownBlocks blocks;
    blocks.update(text);
    return blocks.blocks();
}

QString answerWithEverything() {
    QString text = QStringLiteral(
        "# 标题\nintro *text*\n**bold start** of a line\n---\nafter the rule\n\n1. one\n\n2. two\n   - "
        "nested\n\n3. three\n\n"
        "text between\n```cpp\nint main() {\n\n    return 0;\n}\n```\n5. five\n6. six\n\n- a\n- b\n\n> "
        "quoted\n\n"
        "before the table\n| a | b |\n|---|---|\n");
    for (int row = 0; row < 60; ++row)
        text += QStringLiteral("| %1 | value %1 |\n").arg(row);
    return text + QStringLiteral("\nThe end 😀\n");
}

}  // namespace

class MarkdownBlocksTest final : public QObject {
    Q_OBJECT

 private slots:
    void aStreamedTextGivesTheBlocksOfTheWhole() {
        const QString text = answerWithEverything();
        MarkdownBlocks streamed;
        for (int length = 1; length <= text.size(); ++length)
            streamed.update(text.left(length));
        QVERIFY(streamed.blocks() == blocksOf(text));
    }

    void finishedBlocksAreNotReadAgain() {
        MarkdownBlocks blocks;
        blocks.update("one\n\ntwo\n\n```\ncode\n```\n\nthree");
        QCOMPARE(blocks.blocks().size(), std::size_t(4));
        const int first = blocks.update("one\n\ntwo\n\n```\ncode\n```\n\nthree and more");
        QCOMPARE(first, 3);
        QCOMPARE(blocks.blocks().back().text, QString("three and more"));
    }

    void anotherTextStartsAnew() {
        MarkdownBlocks blocks;
        blocks.update("one\n\ntwo");
        QCOMPARE(blocks.update("else"), 0);
        QCOMPARE(blocks.blocks().size(), std::size_t(1));
    }

    void aHugeTableComesInPiecesWithTheSameColumns() {
        QString text = "| name | value |\n|---|---|\n";
        for (int row = 0; row < 500; ++row)
            text += QString("| row %1 | %2 |\n").arg(row).arg(row * row);
        const auto blocks = blocksOf(text);
        QVERIFY(blocks.size() >= 20);
        int rows = 0;
        for (const MarkdownBlock& block : blocks) {
            QCOMPARE(block.kind, BlockKind::Table);
            QVERIFY(block.text.startsWith("| name | value |\n|---|---|\n"));
            QCOMPARE(block.columnWeights, blocks.front().columnWeights);
            rows += static_cast<int>(block.text.count("\n| row"));
        }
        QCOMPARE(rows, 500);
        QVERIFY(!blocks.front().continues);
        QVERIFY(blocks.back().continues);
    }

    void longCodeComesInPiecesAndLosesNoLine() {
        QStringList lines;
        for (int i = 0; i < 150; ++i)
            lines += QString("line %1").arg(i);
        const auto blocks = blocksOf("```py\n" + lines.join('\n') + "\n```\nafter");
        QStringList read;
        for (std::size_t i = 0; i + 1 < blocks.size(); ++i) {
            QCOMPARE(blocks[i].kind, BlockKind::Code);
            QCOMPARE(blocks[i].language, QString("py"));
            read += blocks[i].text.split('\n');
        }
        QCOMPARE(read, lines);
        QCOMPARE(blocks.back().text, QString("after"));
    }

    void aFenceInsideALongerFenceIsCode() {
        const auto blocks = blocksOf("````\n```\ninner\n```\n````\nend");
        QCOMPARE(blocks.size(), std::size_t(2));
        QCOMPARE(blocks.front().text, QString("```\ninner\n```"));
    }

    void aListThatGoesOnAfterCodeKeepsItsNumber() {
        const auto blocks = blocksOf("1. one\n```\ncode\n```\n2. two");
        QCOMPARE(blocks.size(), std::size_t(3));
        QCOMPARE(blocks.back().text, QString("2\\. two"));
    }

    void aTableIsOneFromItsUnfinishedSecondLine() {
        const auto blocks = blocksOf("| a | b |\n|--");
        QCOMPARE(blocks.front().kind, BlockKind::Table);
        QCOMPARE(blocks.front().text, QString("| a | b |\n|---|---|"));
    }

    void anEndlessLineIsCutWithoutLoss() {
        const QString text = QString(QChar(0x7EA2)).repeated(20000);
        QString joined;
        for (const MarkdownBlock& block : blocksOf(text)) {
            QVERIFY(block.text.size() <= 2000);
            joined += block.text;
        }
        QCOMPARE(joined, text);
    }

    void plainTextStaysWhole() {
        QString text;
        for (int i = 0; i < 2000; ++i)
            text += QString("log line %1\n").arg(i);
        QStringList pieces;
        for (const MarkdownBlock& block : ui::plainBlocks(text))
            pieces += block.text;
        QVERIFY(pieces.size() > 3);
        QCOMPARE(pieces.join('\n'), text);
    }
};

QTEST_GUILESS_MAIN(MarkdownBlocksTest)
#include "markdown_blocks_test.moc"
