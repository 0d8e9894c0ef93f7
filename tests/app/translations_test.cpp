#include <QDir>
#include <QFile>
#include <QProcess>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QXmlStreamReader>
#include <QtTest>

namespace {

const QString tsFolder = QStringLiteral(GLANCEDESK_SOURCE_DIR "/resources/translations/");

struct Message {
    QString source;
    QString translation;
    bool isFinished = false;
};

/// By context and source text.
QMap<QString, Message> messagesOf(const QString& file) {
    QMap<QString, Message> messages;
    QFile in(file);
    if (!in.open(QIODevice::ReadOnly)) return messages;
    QXmlStreamReader xml(&in);
    QString context;
    Message message;
    while (!xml.atEnd()) {
        if (!xml.readNextStartElement()) continue;
        if (xml.name() == u"TS" || xml.name() == u"context") continue;
        if (xml.name() == u"name") context = xml.readElementText();
        if (xml.name() == u"message") message = {};
        if (xml.name() == u"source") message.source = xml.readElementText();
        if (xml.name() == u"translation") {
            const auto type = xml.attributes().value("type");
            message.isFinished = type.isEmpty();
            message.translation = xml.readElementText(QXmlStreamReader::IncludeChildElements).trimmed();
            if (type != u"obsolete" && type != u"vanished")
                messages[context + " | " + message.source] = message;
        }
    }
    return messages;
}

QStringList placeMarks(const QString& text) {
    QStringList marks;
    static const QRegularExpression mark("%(\\d|n|L\\d)");
    for (auto it = mark.globalMatch(text); it.hasNext();)
        marks.append(it.next().captured());
    marks.removeDuplicates();
    marks.sort();
    return marks;
}

}  // namespace

class TranslationsTest final : public QObject {
    Q_OBJECT

 private slots:
    void everySentenceOfTheSourcesIsTranslated_data() {
        QTest::addColumn<QString>("file");
        QTest::addColumn<QStringList>("options");
        QTest::newRow("Chinese") << "glancedesk_zh_CN.ts" << QStringList();
        QTest::newRow("English plurals") << "glancedesk_en.ts" << QStringList("-pluralonly");
    }
    void everySentenceOfTheSourcesIsTranslated() {
        QFETCH(QString, file);
        QFETCH(QStringList, options);
        QTemporaryDir folder;
        const QString fresh = folder.filePath(file);
        QProcess lupdate;
        lupdate.start(GLANCEDESK_LUPDATE,
                      QStringList{GLANCEDESK_SOURCE_DIR "/app", GLANCEDESK_SOURCE_DIR "/ui", "-I",
                                  GLANCEDESK_SOURCE_DIR, "-extensions", "cpp,h", "-locations", "none",
                                  "-silent", "-source-language", "en"} +
                          options + QStringList{"-ts", fresh});
        QVERIFY(lupdate.waitForFinished(120'000));
        QCOMPARE(lupdate.exitCode(), 0);
        const auto wanted = messagesOf(fresh);
        const auto there = messagesOf(tsFolder + file);
        QVERIFY(!wanted.isEmpty());
        QStringList missing;
        for (auto it = wanted.begin(); it != wanted.end(); ++it) {
            const Message message = there.value(it.key());
            if (!message.isFinished || message.translation.isEmpty()) missing.append(it.key());
        }
        QVERIFY2(missing.isEmpty(),
                 qPrintable("Run the target update_translations, then translate:\n" + missing.join('\n')));
    }

    void aTranslationKeepsThePlaceMarks() {
        const auto messages = messagesOf(tsFolder + "glancedesk_zh_CN.ts");
        QVERIFY(!messages.isEmpty());
        for (const Message& message : messages) {
            if (message.translation.isEmpty()) continue;  // the test above sees it
            QVERIFY2(placeMarks(message.source) == placeMarks(message.translation),
                     qPrintable(message.source));
        }
    }
};

QTEST_GUILESS_MAIN(TranslationsTest)
#include "translations_test.moc"
