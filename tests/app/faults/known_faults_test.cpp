#include "app/faults/known_faults.h"

#include <SQLiteCpp/SQLiteCpp.h>
#include <atomic>
#include <cmath>
#include <latch>
#include <thread>

#include <QElapsedTimer>
#include <QPainter>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QtTest>

#include "app/faults/fault_json.h"
#include "tests/app/faults/fault_bench.h"

using app::Fault;
using app::FaultDifference;
using app::KnownFaults;
using namespace test;

class KnownFaultsTest final : public QObject {
    Q_OBJECT

 private slots:
    void anApprovedAnswerIsFoundByALaterScreenshot() {
        QTemporaryDir folder;
        {
            KnownFaults faults(folder.path());
            QVERIFY(
                faults.approve(answered("printer_error_code.png", "What is this?", "Code E-203: no paper.")));
        }
        KnownFaults faults(folder.path());  // after a restart
        const auto matches = faults.find(sentAgain("printer_error_code.png"), {});
        QCOMPARE(matches.size(), 1);
        QCOMPARE(matches.first().fault.answer, QString("Code E-203: no paper."));
        QCOMPARE(matches.first().fault.codes, QStringList("E203"));
        QVERIFY(matches.first().distance.likeness() > 0.9);
        QVERIFY(faults.find(sample("payment_declined.png"), {}).isEmpty());
    }

    void onlyAnEndedAnswerAboutAPictureIsApproved() {
        KnownFaults faults({});
        app::Turn turn = answered("storage_full.png", "q", "a");
        turn.state = app::TurnState::Answering;
        QVERIFY(!faults.approve(turn));
        turn.state = app::TurnState::Failed;
        QVERIFY(!faults.approve(turn));
        turn.state = app::TurnState::Done;
        turn.pictures.clear();
        QVERIFY(!faults.approve(turn));
        QVERIFY(faults.all().isEmpty());
    }

    void approvingAgainTakesTheOldOnesPlace() {
        KnownFaults faults({});
        faults.approve(answered("storage_full.png", "q", "old"));
        faults.approve(answered("storage_full.png", "q", "new"));
        QCOMPARE(faults.all().size(), 1);
        QCOMPARE(faults.find(sample("storage_full.png"), "q").first().fault.answer, QString("new"));
    }

    void theCodeThatIsNamedGoesBeforeTheLook() {
        KnownFaults faults({});
        faults.approve(answered("printer_error_code.png", "one", "E-100: jam"));
        faults.approve(answered("printer_error_code.png", "two", "E-203: no paper"));
        const auto matches = faults.find(sample("printer_error_code.png"), "It says E203");
        QCOMPARE(matches.size(), 2);
        QCOMPARE(matches.first().fault.answer, QString("E-203: no paper"));
        QCOMPARE(matches.first().sameCodes, QStringList("E203"));
        QVERIFY(!has(matches.first(), FaultDifference::Kind::Code));
        QVERIFY(has(matches.last(), FaultDifference::Kind::Code));
    }

    void whatDiffersIsSaid() {
        KnownFaults faults({});
        faults.approve(answered("router_red_light.png", "What does it mean?", "No signal."));
        // The same router, with a light of another colour at the lower right.
        QImage image = sample("router_red_light.png").image;
        QPainter painter(&image);
        painter.setBrush(QColor(0, 230, 60));
        painter.drawEllipse(QRectF(image.width() * 0.82, image.height() * 0.82, image.width() * 0.035,
                                   image.width() * 0.035));
        painter.end();
        const auto other = std::get<app::Picture>(app::ImageImport().fromImage(image, "other.png"));
        const auto matches = faults.find(other, "红灯是什么意思？");
        QCOMPARE(matches.size(), 1);
        QVERIFY(has(matches.first(), FaultDifference::Kind::Colour));
        QVERIFY(has(matches.first(), FaultDifference::Kind::Language));
        for (const FaultDifference& difference : matches.first().differences) {
            if (difference.kind == FaultDifference::Kind::Colour) QCOMPARE(difference.where, QPoint(2, 2));
        }
        // Nothing stands out in the very same picture.
        QVERIFY(faults.find(sentAgain("router_red_light.png"), "What?").first().differences.isEmpty());
    }

    void expiredEntriesAreKeptButNotFound() {
        KnownFaults faults({});
        faults.approve(answered("storage_full.png", "q", "a"));
        Fault fault = faults.all().first();
        QVERIFY(fault.expires > QDateTime::currentDateTimeUtc().addDays(100));
        fault.expires = QDateTime::currentDateTimeUtc().addSecs(-1);
        QVERIFY(faults.change(fault));
        QVERIFY(faults.find(sample("storage_full.png"), {}).isEmpty());
        QCOMPARE(faults.all().size(), 1);
        fault.expires = {};
        QVERIFY(faults.change(fault));  // never
        QCOMPARE(faults.find(sample("storage_full.png"), {}).size(), 1);
    }

    void entriesAreChangedAndDeleted() {
        KnownFaults faults({});
        faults.approve(answered("storage_full.png", "q", "a"));
        Fault fault = faults.all().first();
        fault.answer = "改过的回答";
        QVERIFY(faults.change(fault));
        QCOMPARE(faults.find(sample("storage_full.png"), {}).first().fault.answer, QString("改过的回答"));
        fault.answer = "  ";
        QVERIFY(!faults.change(fault));  // an empty answer helps nobody
        faults.remove({fault.id});
        QVERIFY(faults.find(sample("storage_full.png"), {}).isEmpty());
    }

    void twoProgramsSeeEachOthersEntries() {
        QTemporaryDir folder;
        KnownFaults first(folder.path());
        KnownFaults second(folder.path());
        QVERIFY(second.find(sample("storage_full.png"), {}).isEmpty());
        first.approve(answered("storage_full.png", "q", "a"));
        QCOMPARE(second.find(sample("storage_full.png"), {}).size(), 1);
    }

    void anOlderFileIsOpenedAndItsEntriesAreFound() {
        QTemporaryDir folder;
        {
            KnownFaults faults(folder.path());
            faults.approve(answered("storage_full.png", "q", "old"));
        }
        {
            // As version 1 left it.
            SQLite::Database file(folder.filePath("known_faults.sqlite").toStdString(),
                                  SQLite::OPEN_READWRITE);
            file.exec("DROP TABLE views; PRAGMA user_version = 1");
        }
        KnownFaults faults(folder.path(), lookerOf(shapeModel()));
        QCOMPARE(faults.find(sample("storage_full.png"), {}).first().fault.answer, QString("old"));
        QVERIFY(faults.approve(answered("login_expired.png", "q", "new")));
        QVERIFY(waitForViews(faults, 1));
    }

    void exportAndImportLoseNothing() {
        QTemporaryDir folder;
        const QString file = folder.filePath("faults.json");
        KnownFaults from({}, lookerOf(shapeModel()));
        from.approve(answered("storage_full.png", "问题", "**回答** 0x80070070"));
        from.approve(answered("login_expired.png", "q", "a"));
        QVERIFY(waitForViews(from, 2));
        QList<std::int64_t> ids;
        for (const Fault& fault : from.all())
            ids += fault.id;
        QVERIFY(from.exportTo(file, ids));
        KnownFaults to({});
        QCOMPARE(to.importFrom(file), 2);
        QCOMPARE(to.importFrom(file), 2);  // again: nothing is there twice
        QCOMPARE(to.all().size(), 2);
        const Fault before = from.find(sample("storage_full.png"), {}).first().fault;
        const Fault after = to.find(sample("storage_full.png"), {}).first().fault;
        QCOMPARE(after.answer, before.answer);
        QCOMPARE(after.question, before.question);
        QCOMPARE(after.codes, before.codes);
        QVERIFY(!after.view.isEmpty());
        QVERIFY(after.view == before.view);
        QCOMPARE(after.expires, before.expires);
        QCOMPARE(QImage::fromData(after.thumbnail), QImage::fromData(before.thumbnail));
    }

    void aBadFileChangesNothingAndIsSaid_data() {
        QTest::addColumn<QByteArray>("json");
        QTest::newRow("no JSON") << QByteArray("picture");
        QTest::newRow("something else") << QByteArray("{\"format\": \"other\"}");
        QTest::newRow("newer") << QByteArray("{\"format\": \"glancedesk-known-faults\", \"version\": 9}");
        Fault fault;
        fault.approved = QDateTime::currentDateTimeUtc();
        fault.answer = "a";
        QByteArray damaged = app::faultsToJson({fault, fault});
        damaged.replace(damaged.lastIndexOf("\"print\": \"") + 10, 8, "........");
        QTest::newRow("a damaged entry") << damaged;
        fault.view = app::PictureView::of("m", std::vector<float>{1, 0});
        QByteArray damagedView = app::faultsToJson({fault});
        damagedView.replace(damagedView.lastIndexOf("\"vector\": \"") + 11, 4, "....");
        QTest::newRow("a damaged view") << damagedView;
    }

    void aBadFileChangesNothingAndIsSaid() {
        QFETCH(QByteArray, json);
        QTemporaryDir folder;
        QFile file(folder.filePath("bad.json"));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(json);
        file.close();
        KnownFaults faults({});
        QSignalSpy failed(&faults, &KnownFaults::failed);
        QCOMPARE(faults.importFrom(file.fileName()), -1);
        QCOMPARE(failed.size(), 1);
        QVERIFY(faults.all().isEmpty());
    }

    void aFolderThatCannotBeWrittenIsSaid() {
        KnownFaults faults("/proc/nowhere");
        QSignalSpy failed(&faults, &KnownFaults::failed);
        QVERIFY(!faults.approve(answered("storage_full.png", "q", "a")));
        QCOMPARE(failed.size(), 1);
        QVERIFY(!faults.exportTo("/proc/nowhere/a.json", {}));
    }

    void tenThousandEntriesAreSearched() {
        QTemporaryDir folder;
        app::FaultStore store(folder.path());
        QList<Fault> many;
        quint64 state = 7;
        std::vector<float> view(4096);
        for (int i = 0; i < 10'000; ++i) {
            Fault fault;
            fault.approved = QDateTime::currentDateTimeUtc();
            fault.question = QString::number(i);
            fault.answer = "answer";
            for (auto* bits : {&fault.print.across, &fault.print.down}) {
                for (std::uint64_t& word : *bits)
                    word = state = state * 6364136223846793005u + 1442695040888963407u;
            }
            // As long as those of GLM-4.6V-Flash.
            double sum = 0;
            for (float& value : view) {
                state = state * 6364136223846793005u + 1442695040888963407u;
                value = static_cast<float>(state >> 40) / (1 << 24) - 0.5F;
                sum += double{value} * value;
            }
            for (float& value : view)
                value /= static_cast<float>(std::sqrt(sum));
            fault.view = app::PictureView::of("tower", view);
            many += fault;
        }
        store.add(many);
        auto model = shapeModel();
        model->onEmbed = [&](const engine::ImagePart&, const std::stop_token&) {
            return engine::Result<std::vector<float>>(view);
        };
        KnownFaults faults(folder.path(), lookerOf(model));
        faults.approve(answered("login_expired.png", "q", "wanted"));
        QElapsedTimer clock;
        clock.start();
        QCOMPARE(faults.find(sentAgain("login_expired.png"), "q").value(0).fault.answer, QString("wanted"));
        const qint64 first = clock.elapsed();
        const app::Picture again = sentAgain("login_expired.png");
        QTRY_VERIFY(faults.find(again, "q").value(0).isSeenTheSame());
        clock.restart();
        for (int i = 0; i < 10; ++i)
            QVERIFY(faults.find(again, "q").value(0).isSeenTheSame());
        qInfo("10001 entries: the first search reads them in %lld ms, the next take %.1f ms", first,
              double(clock.elapsed()) / 10);
    }
};

QTEST_MAIN(KnownFaultsTest)
#include "known_faults_test.moc"
