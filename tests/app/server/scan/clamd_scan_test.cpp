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

/// A signature of our own: these words stand for something bad.
const std::string bad = "GLANCEDESK-TEST-SIGNATURE-0001";

/// A picture as a client sends it, packed.
std::string pngOf(int step) {
    QImage image(20, 20, QImage::Format_RGB888);
    for (int y = 0; y < 20; ++y) {
        for (int x = 0; x < 20; ++x)
            image.setPixel(x, y, qRgb(x * step % 256, y * step % 256, x * y * step % 256));
    }
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    image.save(&buffer, "PNG");
    return bytes.toStdString();
}
const int goodPicture = 3;
const int badPicture = 7;

/// A piece of the bad picture's clean form, behind its header.
QByteArray signatureOfBadPicture() {
    const auto picture = PictureScan().scan(pngOf(badPicture), true);
    return QByteArray::fromStdString(std::get<ScannedPicture>(picture).clean.substr(300, 40)).toHex();
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
        write("database/own.ndb", "GlanceDesk.Test:0:*:" + QByteArray::fromStdString(bad).toHex() +
                                      "\nGlanceDesk.Picture:0:*:" + signatureOfBadPicture() + "\n");
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

    void seesThePictureMadeOfThePixelsAlone() {
        const ClamdScan clamd({unixAddress(), 20s, ClamdDown::Refuse});
        const PictureScan scan({}, &clamd);
        QCOMPARE(errorOf(scan.scan(pngOf(goodPicture))), -1);
        // In the file that arrives the signature is packed; in the clean one it stands as it is.
        const std::string png = pngOf(badPicture);
        QCOMPARE(clamd.scan(png), ClamdVerdict::Clean);
        QCOMPARE(errorOf(scan.scan(png)), int(ScanError::Infected));
        QCOMPARE(errorOf(PictureScan().scan(png)), -1);
        // What hangs on behind a good picture is gone before clamd looks.
        QCOMPARE(clamd.scan(pngOf(goodPicture) + bad), ClamdVerdict::Infected);
        QCOMPARE(errorOf(scan.scan(pngOf(goodPicture) + bad)), -1);
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
            QCOMPARE(errorOf(PictureScan({}, &strict).scan(pngOf(goodPicture))), int(ScanError::ScannerDown));
            QCOMPARE(errorOf(PictureScan({}, &lax).scan(pngOf(goodPicture))), -1);
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
