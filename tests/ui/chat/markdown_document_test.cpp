#include "ui/chat/markdown_document.h"

#include <QTemporaryDir>
#include <QTextBlock>
#include <QTextTable>
#include <QtTest>

#include "ui/chat/document_cache.h"
#include "ui/chat/plain_text.h"

using ui::BlockKind;
using ui::MarkdownBlock;

namespace {

ui::TextStyle style() {
    return ui::textStyle(QFont(QStringLiteral("sans"), 11), ui::colorsOf(ui::Scheme::Light), 1);
}

std::unique_ptr<QTextDocument> documentOf(const QString& markdown) {
    ui::MarkdownBlocks blocks;
    blocks.update(markdown);
    return ui::makeDocument(blocks.blocks().front(), style());
}

QTextTable* tableOf(const QTextDocument& document) {
    for (QTextFrame* frame : document.rootFrame()->childFrames()) {
        if (auto* table = qobject_cast<QTextTable*>(frame)) return table;
    }
    return nullptr;
}

QStringList linksOf(const QTextDocument& document) {
    QStringList links;
    for (QTextBlock block = document.begin(); block.isValid(); block = block.next()) {
        for (auto it = block.begin(); !it.atEnd(); ++it) {
            const QString link = it.fragment().charFormat().anchorHref();
            if (!link.isEmpty()) links += link;
        }
    }
    return links;
}

bool hasPicture(const QTextDocument& document) {
    for (QTextBlock block = document.begin(); block.isValid(); block = block.next()) {
        for (auto it = block.begin(); !it.atEnd(); ++it) {
            if (it.fragment().charFormat().isImageFormat()) return true;
        }
    }
    return false;
}

}  // namespace

class MarkdownDocumentTest final : public QObject {
    Q_OBJECT

 private slots:
    void rawHtmlIsShownAsText() {
        const QString html = "<b>bold</b> <script>alert(1)</script> <img src=\"http://evil/x.png\">";
        const auto document = documentOf(html);
        QCOMPARE(document->toPlainText(), html);
        QVERIFY(!hasPicture(*document));
    }

    void picturesAreNeverLoaded() {
        QTemporaryDir folder;
        QImage secret(4, 4, QImage::Format_RGB32);
        secret.fill(Qt::red);
        QVERIFY(secret.save(folder.filePath("secret.png")));
        const auto document = documentOf("before ![a chart](" + folder.filePath("secret.png") +
                                         ") and ![](https://evil.example/x.png)");
        QVERIFY(!hasPicture(*document));
        QVERIFY(document->toPlainText().startsWith("before [a chart] and"));
        QVERIFY(
            !document
                 ->resource(QTextDocument::ImageResource, QUrl::fromLocalFile(folder.filePath("secret.png")))
                 .isValid());
    }

    void onlyWebAddressesStayLinks() {
        const auto document = documentOf(
            "[web](https://example.com/a?b=c) [script](javascript:alert(1)) [file](file:///etc/passwd) "
            "[mail](mailto:a@b.c) [relative](../x)");
        QCOMPARE(linksOf(*document), QStringList("https://example.com/a?b=c"));
        QCOMPARE(document->toPlainText(), QString("web script file mail relative"));
    }

    void addressesThatMayBeOpened_data() {
        QTest::addColumn<QString>("address");
        QTest::addColumn<bool>("openable");
        QTest::newRow("https") << "https://example.com" << true;
        QTest::newRow("upper case") << "HTTP://EXAMPLE.COM/" << true;
        QTest::newRow("no host") << "https:///etc/passwd" << false;
        QTest::newRow("file") << "file:///etc/passwd" << false;
        QTest::newRow("script") << "javascript:alert(1)" << false;
        QTest::newRow("program") << "vscode://file/etc" << false;
        QTest::newRow("nothing") << "" << false;
    }
    void addressesThatMayBeOpened() {
        QFETCH(QString, address);
        QFETCH(bool, openable);
        QCOMPARE(ui::isOpenable(address), openable);
    }

    void aTableIsATable() {
        const auto document = documentOf("| a | b |\n|---|---|\n| 1 | **2** |\n| 3 | 4 |");
        const QTextTable* table = tableOf(*document);
        QVERIFY(table);
        QCOMPARE(table->rows(), 3);
        QCOMPARE(table->columns(), 2);
    }

    void aTableThatGoesOnDoesNotRepeatItsHead() {
        const MarkdownBlock more{BlockKind::Table, "| a | b |\n|---|---|\n| 1 | 2 |", {}, {4, 4}, true};
        const auto document = ui::makeDocument(more, style());
        QCOMPARE(tableOf(*document)->rows(), 1);
        QVERIFY(!document->toPlainText().contains('a'));
    }

    void codeStaysAsItIsWritten() {
        const auto document = documentOf("```html\n<b>**x**</b>\n    indented\n```");
        QCOMPARE(document->toPlainText(), QString("<b>**x**</b>\n    indented"));
    }

    void aHeadingIsLargerThanText() {
        const auto heading = documentOf("# Head");
        QVERIFY(heading->begin().begin().fragment().charFormat().fontPointSize() > 11);
    }

    void theCacheKeepsWhatWasUsedLast() {
        ui::DocumentCache cache(2);
        const auto block = [](const QString& text) {
            return MarkdownBlock{BlockKind::Plain, text, {}, {}, false};
        };
        const QTextDocument* one = &cache.document({1, 0, 0}, block("one"), style(), 300);
        cache.document({2, 0, 0}, block("two"), style(), 300);
        QCOMPARE(&cache.document({1, 0, 0}, block("one"), style(), 300), one);
        cache.document({3, 0, 0}, block("three"), style(), 300);
        QCOMPARE(cache.size(), std::size_t(2));
        QCOMPARE(&cache.document({1, 0, 0}, block("one"), style(), 300), one);
        QCOMPARE(cache.document({1, 0, 0}, block("other"), style(), 200).toPlainText(), QString("other"));
        QCOMPARE(cache.document({1, 0, 0}, block("other"), style(), 200).textWidth(), 200.0);
    }

    void plainTextHasNoMarks() {
        const QString text = ui::plainText(
            "## Head\n\nSome **bold** and `code`.\n\n1. one\n2. two\n   - nested\n\n| a | b |\n|---|---|\n| "
            "1 | 2 |\n\n```py\nx = 1\n```");
        QCOMPARE(text,
                 QString("Head\n\nSome bold and code.\n\n1. one\n2. two\n  - nested\n\na\tb\n1\t2\n\nx = 1"));
    }
};

QTEST_MAIN(MarkdownDocumentTest)
#include "markdown_document_test.moc"
