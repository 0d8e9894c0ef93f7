#include "app/server/scan/clamd_scan.h"

#include <QBuffer>
#include <QFile>
#include <QImage>
#include <QTemporaryDir>
#include <QtTest>

#include "app/server/scan/picture_scan.h"
#include "tests/app/server/own_server.h"

using namespace app;
using namespace test;
using namespace std::chrono_literals;

namespace {

/// A signature of our own: 30 bytes that stand for something bad, as pixels ten in a row.
const std::string bad = "GLANCEDESK-TEST-SIGNATURE-0001";

std::string pngWith(const std::string& pixels) {
    QImage image(20, 20, QImage::Format_RGB888);
    image.fill(Qt::white);
    std::copy(pixels.begin(), pixels.end(), image.scanLine(3) + 6);
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    image.save(&buffer, "PNG");
    return bytes.toStdString();
}

int errorOf(const std::variant<ScannedPicture, ScanError>& result) {
    const auto* error = std::get_if<ScanError>(&result);
    return error == nullptr ? -1 : static_cast<int>(*error);
}

}  // namespace

class ClamdScanTest final : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    std::unique_ptr<OwnServer> m_clamd;
    int m_port = 0;

    std::string unixAddress() const { return "unix:" + m_folder.filePath("clamd.sock").toStdString(); }
    void write(const QString& name, const QByteArray& text) const {
        QFile file(m_folder.filePath(name));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(text);
    }

 private slots:
    void initTestCase() {
        // A database of one signature loads at once; the real one takes a gigabyte and half a minute.
        QVERIFY(QDir(m_folder.path()).mkdir("database"));
        write("database/own.ndb", "GlanceDesk.Test:0:*:" + QByteArray::fromStdString(bad).toHex() + "\n");
        m_port = freePort();
        const QByteArray folder = m_folder.path().toUtf8();
        write("clamd.conf",
              "DatabaseDirectory " + folder + "/database\nLocalSocket " + folder + "/clamd.sock\nTCPSocket " +
                  QByteArray::number(m_port) +
                  "\nTCPAddr 127.0.0.1\nForeground yes\nStreamMaxLength 1M\nTemporaryDirectory " + folder +
                  "\n");
        m_clamd = std::make_unique<OwnServer>(
            "clamd", QStringList{"--config-file", m_folder.filePath("clamd.conf")}, m_folder.path());
        QVERIFY(m_clamd->waitForSocket(m_folder.filePath("clamd.sock")));
        QVERIFY(m_clamd->waitForPort(m_port));
    }

    void knowsTheBadFromTheGood() {
        for (const std::string& address : {unixAddress(), "tcp:127.0.0.1:" + std::to_string(m_port)}) {
            const ClamdScan clamd({address, 20s, ClamdDown::Refuse});
            QCOMPARE(clamd.scan("harmless"), ClamdVerdict::Clean);
            QCOMPARE(clamd.scan("before " + bad + " behind"), ClamdVerdict::Infected);
            QCOMPARE(clamd.scan(std::string(600'000, 'x') + bad), ClamdVerdict::Infected);
        }
    }

    void seesTheDecodedPictureAndRefusesIt() {
        const ClamdScan clamd({unixAddress(), 20s, ClamdDown::Refuse});
        const PictureScan scan({}, &clamd);
        QCOMPARE(errorOf(scan.scan(pngWith({}))), -1);
        // Packed in the PNG that arrives, plain in the one that clamd sees.
        const std::string png = pngWith(bad);
        QCOMPARE(errorOf(scan.scan(png)), int(ScanError::Infected));
        QCOMPARE(errorOf(PictureScan().scan(png)), -1);
    }

    void aPictureThatClamdRefusesToTakeIsNotClean() {
        const ClamdScan clamd({unixAddress(), 20s, ClamdDown::Refuse});
        QCOMPARE(clamd.scan(std::string(3'000'000, 'x')), ClamdVerdict::Down);  // StreamMaxLength is 1M
    }

    void oneThatIsNotThereRefusesOrPassesAsIsSet() {
        for (const std::string& address : {"unix:" + m_folder.filePath("nowhere").toStdString(),
                                           "tcp:127.0.0.1:" + std::to_string(freePort())}) {
            const ClamdScan strict({address, 2s, ClamdDown::Refuse});
            const ClamdScan lax({address, 2s, ClamdDown::PassBy});
            QCOMPARE(strict.scan("x"), ClamdVerdict::Down);
            QCOMPARE(errorOf(PictureScan({}, &strict).scan(pngWith({}))), int(ScanError::ScannerDown));
            QCOMPARE(errorOf(PictureScan({}, &lax).scan(pngWith({}))), -1);
        }
    }

    void oneThatHangsEndsByTheTimeout() {
        // Connections are taken by the system, and nobody answers.
        QTcpServer silent;
        QVERIFY(silent.listen(QHostAddress::LocalHost));
        const std::string address = "tcp:127.0.0.1:" + std::to_string(silent.serverPort());
        QCOMPARE(ClamdScan({address, 200ms, ClamdDown::Refuse}).scan("x"), ClamdVerdict::Down);
        QCOMPARE(ClamdScan({address, 200ms, ClamdDown::Refuse}).scan(std::string(50'000'000, 'x')),
                 ClamdVerdict::Down);
    }

    void addressesThatAreNoneAreRefusedAtTheStart() {
        for (const char* address :
             {"", "/run/clamd", "unix:", "tcp:", "tcp:host", "tcp::3310", "tcp:host:x"}) {
            QVERIFY_EXCEPTION_THROWN(ClamdScan({address, 1s, ClamdDown::Refuse}), ClamdAddressError);
        }
    }
};

QTEST_GUILESS_MAIN(ClamdScanTest)
#include "clamd_scan_test.moc"
