#include "app/server/api/data_url.h"

#include <QByteArray>
#include <QRandomGenerator>
#include <QtTest>

#include "app/server/api/api_error.h"

using namespace app::server;

namespace {

std::string codeOf(const std::string& url) {
    try {
        dataUrlBytes(url, "messages[0].content[0].image_url.url");
        return "taken";
    } catch (const ApiProblem& problem) {
        // Whatever was sent, the field is named and the content is not repeated.
        const bool isPlain = problem.error().param == "messages[0].content[0].image_url.url" &&
                             problem.error().status == 400 && problem.error().message.size() < 120;
        return isPlain ? problem.error().code : "wrong error";
    }
}

}  // namespace

class DataUrlTest final : public QObject {
    Q_OBJECT

 private slots:
    void givesEveryByteBack() {
        QRandomGenerator random(7);
        for (int size = 1; size <= 300; ++size) {
            QByteArray bytes(size, '\0');
            for (char& byte : bytes)
                byte = static_cast<char>(random.bounded(256));
            const std::string url = "data:image/webp;base64," + bytes.toBase64().toStdString();
            QCOMPARE(dataUrlBytes(url, "url"), bytes.toStdString());
        }
    }

    void takesPicturesAlone_data() {
        QTest::addColumn<QString>("start");
        QTest::addColumn<QString>("code");
        const auto row = [](const char* start, const char* code) { QTest::newRow(start) << start << code; };
        row("data:image/png;base64,", "taken");
        row("data:image/jpeg;base64,", "taken");
        row("data:image/jpg;base64,", "taken");
        row("data:image/webp;base64,", "taken");
        row("data:image/gif;base64,", "invalid_image_format");
        row("data:image/svg+xml;base64,", "invalid_image_format");
        row("data:text/html;base64,", "invalid_image_format");
        row("data:image/png,", "invalid_image_format");
        row("data:image/png;charset=utf-8;base64,", "invalid_image_format");
        row("data:;base64,", "invalid_image_format");
        row("data:", "invalid_image_format");
        row("DATA:image/png;base64,", "invalid_image_url");
        row(" data:image/png;base64,", "invalid_image_url");
        row("http://169.254.169.254/", "invalid_image_url");
        row("https://example.com/", "invalid_image_url");
        row("file:///etc/passwd", "invalid_image_url");
        row("/etc/passwd", "invalid_image_url");
        row("javascript:", "invalid_image_url");
        row("blob:http://localhost/", "invalid_image_url");
    }
    void takesPicturesAlone() {
        QFETCH(QString, start);
        QFETCH(QString, code);
        QCOMPARE(QString::fromStdString(codeOf(start.toStdString() + "QUJD")), code);
    }

    void takesOneSpellingOfEachByteAlone() {
        for (const char* text : {"QUJD", "QUI=", "QQ==", "+/+/"})
            QCOMPARE(codeOf(std::string("data:image/png;base64,") + text), std::string("taken"));
        for (const char* text :
             {"",     "Q",       "QQ",       "QUI",      "QUJDR",  "=",          "====",
              "Q===", "QQ=A",    "QQ==QUJD", "QUI=QUJD", "QQ==\n", "QU JD",      "QU\nJD",
              "-_-_", "QUJD%3D", "QR==",     "QUJ=",     "Q\0UD",  "\xC3\xA9QQ", "QUJ\xFF"})
            QCOMPARE(codeOf(std::string("data:image/png;base64,") + text), std::string("invalid_base64"));
        QCOMPARE(codeOf(std::string("data:image/png;base64,QUJ") + '\0'), std::string("invalid_base64"));
    }
};

QTEST_GUILESS_MAIN(DataUrlTest)
#include "data_url_test.moc"
