#include "ui/dialogs/log_dialog.h"

#include <QClipboard>
#include <QComboBox>
#include <QFile>
#include <QGuiApplication>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTemporaryDir>
#include <QtTest>

class LogDialogTest final : public QObject {
    Q_OBJECT

 private:
    static void append(const QString& path, const QByteArray& bytes) {
        QFile file(path);
        QVERIFY(file.open(QIODevice::Append));
        file.write(bytes);
    }

 private slots:
    void theLogIsShownAsItGrows() {
        QTemporaryDir folder;
        const QString path = folder.filePath("glancedesk.log");
        auto* dialog = new ui::LogDialog(path);
        dialog->show();
        auto* text = dialog->findChild<QPlainTextEdit*>("logText");
        QVERIFY(text->toPlainText().isEmpty());
        append(path, "[1] [glancedesk] [info] Loaded\n[2] [glancedesk] [warning] 磁盘\n");
        QTRY_COMPARE(text->toPlainText(),
                     QString("[1] [glancedesk] [info] Loaded\n[2] [glancedesk] [warning] 磁盘"));
        dialog->findChild<QComboBox*>("logLevel")->setCurrentIndex(1);
        QCOMPARE(text->toPlainText(), QString("[2] [glancedesk] [warning] 磁盘"));
        dialog->findChild<QPushButton*>("logCopy")->click();
        QCOMPARE(QGuiApplication::clipboard()->text(), text->toPlainText());
        dialog->close();
    }

    void ofALargeLogTheEndIsShown() {
        QTemporaryDir folder;
        const QString path = folder.filePath("glancedesk.log");
        append(path, QByteArray("a line of the log\n").repeated(50'000) + "the last line\n");
        auto* dialog = new ui::LogDialog(path);
        dialog->show();
        const QString text = dialog->findChild<QPlainTextEdit*>("logText")->toPlainText();
        QVERIFY(text.endsWith("the last line"));
        QVERIFY(text.startsWith("a line of the log"));
        QVERIFY(text.size() < 300'000);
        dialog->close();
    }
};

QTEST_MAIN(LogDialogTest)
#include "log_dialog_test.moc"
