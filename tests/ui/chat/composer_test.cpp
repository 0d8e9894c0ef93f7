#include "ui/chat/composer.h"

#include <QMimeData>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QToolButton>
#include <QUrl>
#include <QtTest>

#include "app/images/image_importer.h"
#include "ui/chat/attachment_strip.h"
#include "ui/chat/question_edit.h"

using ui::Composer;

class ComposerTest final : public QObject {
    Q_OBJECT

 private:
    QTemporaryDir m_folder;
    app::ImageImporter m_importer;

    QString pictureFile(const QString& name) {
        QImage image(40, 30, QImage::Format_RGB32);
        image.fill(Qt::red);
        const QString path = m_folder.filePath(name);
        return image.save(path, "PNG") ? path : QString();
    }
    QString badFile() {
        QFile file(m_folder.filePath("bad.png"));
        if (file.open(QIODevice::WriteOnly)) file.write("this is no picture");
        return file.fileName();
    }

 private slots:
    void enterSendsTextAndPictures() {
        Composer composer(m_importer);
        QSignalSpy sent(&composer, &Composer::sendRequested);
        composer.addFiles({pictureFile("a.png")});
        QTRY_VERIFY(!composer.attachments().isOpening());
        QTest::keyClicks(&composer.edit(), "what is this?");
        QTest::keyClick(&composer.edit(), Qt::Key_Return);
        QCOMPARE(sent.count(), 1);
        QCOMPARE(composer.question(), QString("what is this?"));
        QCOMPARE(composer.pictures().size(), 1);
        composer.clear();
        QVERIFY(composer.question().isEmpty());
        QVERIFY(composer.pictures().isEmpty());
    }

    void nothingIsSentWithoutContents() {
        Composer composer(m_importer);
        QSignalSpy sent(&composer, &Composer::sendRequested);
        QTest::keyClicks(&composer.edit(), "   ");
        QTest::keyClick(&composer.edit(), Qt::Key_Return);
        QCOMPARE(sent.count(), 0);
        QVERIFY(!composer.findChild<QToolButton*>("sendButton")->isEnabled());
    }

    void whileBusyTheDraftIsKeptAndTheButtonStops() {
        Composer composer(m_importer);
        QSignalSpy sent(&composer, &Composer::sendRequested);
        QSignalSpy stopped(&composer, &Composer::stopRequested);
        composer.setBusy(true);
        QTest::keyClicks(&composer.edit(), "next");
        QTest::keyClick(&composer.edit(), Qt::Key_Return);
        QCOMPARE(sent.count(), 0);
        QCOMPARE(composer.question(), QString("next"));
        auto* button = composer.findChild<QToolButton*>("sendButton");
        QCOMPARE(button->accessibleName(), QString("Stop the answer"));
        button->click();
        QCOMPARE(stopped.count(), 1);
        composer.setBusy(false);
        button->click();
        QCOMPARE(sent.count(), 1);
    }

    void enterWaitsForPicturesThatAreStillOpening() {
        Composer composer(m_importer);
        int pictures = -1;
        connect(&composer, &Composer::sendRequested, this,
                [&] { pictures = static_cast<int>(composer.pictures().size()); });
        composer.addFiles({pictureFile("a.png"), pictureFile("b.png")});
        QVERIFY(composer.attachments().isOpening());
        QTest::keyClicks(&composer.edit(), "both");
        QTest::keyClick(&composer.edit(), Qt::Key_Return);
        QCOMPARE(pictures, -1);
        QTRY_COMPARE(pictures, 2);
    }

    void aRefusedPictureIsSaidAndHoldsTheQuestionBack() {
        Composer composer(m_importer);
        QSignalSpy sent(&composer, &Composer::sendRequested);
        QSignalSpy refused(&composer, &Composer::refused);
        composer.addFiles({badFile()});
        QTest::keyClicks(&composer.edit(), "what is this?");
        QTest::keyClick(&composer.edit(), Qt::Key_Return);
        QTRY_COMPARE(refused.count(), 1);
        QVERIFY(refused.first().first().toString().contains("bad.png"));
        QVERIFY(composer.attachments().items().isEmpty());
        QCOMPARE(sent.count(), 0);
        QCOMPARE(composer.question(), QString("what is this?"));
    }

    void picturesAreThumbnailsThatOpenAndGo() {
        Composer composer(m_importer);
        composer.show();
        QSignalSpy opened(&composer, &Composer::openRequested);
        composer.addFiles({pictureFile("a.png"), pictureFile("b.png")});
        QTRY_VERIFY(!composer.attachments().isOpening());
        const int ticket = composer.attachments().items().first().ticket;
        composer.findChild<QToolButton*>(QString("openAttachment%1").arg(ticket))->click();
        QCOMPARE(opened.count(), 1);
        QCOMPARE(opened.first().first().toInt(), ticket);
        composer.findChild<QToolButton*>(QString("removeAttachment%1").arg(ticket))->click();
        QCOMPARE(composer.pictures().size(), 1);
        QCOMPARE(composer.pictures().first().name, QString("b.png"));
    }

    void pasteTakesPictureAndText() {
        Composer composer(m_importer);
        QMimeData mime;
        QImage image(20, 10, QImage::Format_RGB32);
        image.fill(Qt::blue);
        mime.setImageData(image);
        mime.setText("A1\tB1");
        composer.take(mime);
        QTRY_COMPARE(composer.pictures().size(), 1);
        QCOMPARE(composer.pictures().first().image.size(), QSize(20, 10));
        QCOMPARE(composer.question(), QString("A1\tB1"));
    }

    void tooManyPicturesAreRefused() {
        Composer composer(m_importer);
        QSignalSpy refused(&composer, &Composer::refused);
        QStringList files;
        for (int i = 0; i < ui::Attachments::kMost + 1; ++i)
            files += pictureFile("many.png");
        composer.addFiles(files);
        QCOMPARE(composer.attachments().items().size(), ui::Attachments::kMost);
        QCOMPARE(refused.count(), 1);
    }

    void aSuggestionNeverReplacesADraft() {
        Composer composer(m_importer);
        composer.suggest("suggested");
        QCOMPARE(composer.question(), QString("suggested"));
        composer.edit().setPlainText("my own");
        composer.suggest("other");
        QCOMPARE(composer.question(), QString("my own"));
    }
};

QTEST_MAIN(ComposerTest)
#include "composer_test.moc"
