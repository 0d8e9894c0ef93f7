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
#include "app/faults/picture_looker.h"
#include "app/images/image_import.h"
#include "tests/support/fake_generator.h"

using app::Fault;
using app::FaultDifference;
using app::KnownFaults;

namespace {

app::Picture sample(const QString& name) {
    return std::get<app::Picture>(
        app::ImageImport().fromFile(GLANCEDESK_SOURCE_DIR "/resources/samples/" + name));
}

/// The same screen as somebody else would send it.
app::Picture sentAgain(const QString& name) {
    const QImage image = sample(name).image;
    return std::get<app::Picture>(app::ImageImport().fromImage(
        image.scaled(image.size() * 0.8, Qt::IgnoreAspectRatio, Qt::SmoothTransformation), "again.png"));
}

app::Turn answered(const QString& name, const QString& question, const QString& answer) {
    app::Turn turn;
    turn.pictures = {sample(name)};
    turn.question = question;
    turn.answer = answer;
    turn.model = "fake";
    turn.state = app::TurnState::Done;
    return turn;
}

/// A model whose tower tells wide pictures from others, and nothing else.
std::shared_ptr<test::FakeGenerator> shapeModel(const std::string& name = "tower") {
    auto fake = std::make_shared<test::FakeGenerator>(std::vector<test::FakeGenerator::Step>(), name);
    fake->onEmbed = [](const engine::ImagePart& part, const std::stop_token&) {
        const bool isWide = part.image->width > part.image->height;
        return engine::Result<std::vector<float>>(isWide ? std::vector<float>{1, 0}
                                                         : std::vector<float>{0, 1});
    };
    return fake;
}

std::unique_ptr<app::PictureLooker> lookerOf(std::shared_ptr<test::FakeGenerator> model) {
    return std::make_unique<app::PictureLooker>([model = std::move(model)] { return model; });
}

/// Until the model has looked at what was approved.
bool waitForViews(KnownFaults& faults, int count) {
    return QTest::qWaitFor([&] {
        const auto all = faults.all();
        return std::count_if(all.begin(), all.end(),
                             [](const Fault& fault) { return !fault.view.isEmpty(); }) == count;
    });
}

bool has(const app::FaultMatch& match, FaultDifference::Kind kind) {
    return std::any_of(match.differences.begin(), match.differences.end(),
                       [&](const FaultDifference& difference) { return difference.kind == kind; });
}

}  // namespace

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

    void whatTheModelSeesIsFoundToo() {
        QTemporaryDir folder;
        {
            KnownFaults faults(folder.path(), lookerOf(shapeModel()));
            faults.approve(answered("storage_full.png", "q", "wanted"));
            QVERIFY(waitForViews(faults, 1));
        }
        auto model = shapeModel();
        std::atomic<int> looks = 0;
        model->onEmbed = [&, tower = model->onEmbed](const engine::ImagePart& part,
                                                     const std::stop_token& stop) {
            ++looks;
            return tower(part, stop);
        };
        KnownFaults faults(folder.path(), lookerOf(model));  // after a restart
        const auto other = sample("payment_declined.png");   // wide too, and looks otherwise
        QVERIFY(faults.find(other, {}).isEmpty());           // at once, by the look alone
        QObject::connect(&faults, &KnownFaults::seen, &faults, [&] { faults.find(other, {}); });
        QTRY_COMPARE(faults.find(other, {}).size(), 1);
        const auto matches = faults.find(other, {});
        QCOMPARE(matches.size(), 1);
        QVERIFY(matches.first().isSeenTheSame());
        QVERIFY(!matches.first().distance.isMatch());
        QVERIFY(has(matches.first(), FaultDifference::Kind::Layout));
        QVERIFY(!has(matches.first(), FaultDifference::Kind::Colour));
        faults.find(other, "more words");
        faults.find(other, "still more words");
        QCOMPARE(looks, 1);  // it isn't asked again while the agent types
    }

    void whatLooksTheSameAndIsSeenAsAnotherThingIsSaid() {
        KnownFaults faults({}, lookerOf(shapeModel()));
        faults.approve(answered("storage_full.png", "q", "a"));
        QVERIFY(waitForViews(faults, 1));
        auto tall = sample("storage_full.png");
        auto pixels = std::make_shared<engine::Image>(*tall.pixels);
        std::swap(pixels->width, pixels->height);
        tall.pixels = pixels;
        tall.hash = "tall";
        QSignalSpy seen(&faults, &KnownFaults::seen);
        QCOMPARE(faults.find(tall, {}).size(), 1);
        QTRY_COMPARE(seen.size(), 1);
        QVERIFY(has(faults.find(tall, {}).first(), FaultDifference::Kind::Content));
    }

    void anotherModelsViewsAreLeftAlone() {
        auto model = shapeModel("first");
        KnownFaults faults({}, std::make_unique<app::PictureLooker>([&] { return model; }));
        faults.approve(answered("storage_full.png", "q", "a"));
        QVERIFY(waitForViews(faults, 1));
        model = shapeModel("second");
        QSignalSpy seen(&faults, &KnownFaults::seen);
        QCOMPARE(faults.find(sample("storage_full.png"), {}).size(), 1);
        QVERIFY(!faults.find(sample("storage_full.png"), {}).first().likeness);
        QVERIFY(faults.find(sample("payment_declined.png"), {}).isEmpty());
        faults.approve(answered("login_expired.png", "q", "b"));
        QVERIFY(waitForViews(faults, 2));
        faults.find(sample("payment_declined.png"), {});
        QTRY_COMPARE(seen.size(), 1);
        QCOMPARE(faults.find(sample("payment_declined.png"), {}).first().fault.answer, QString("b"));
    }

    void aPictureThatWasLeftIsOfNoMoreInterest() {
        auto model = shapeModel();
        KnownFaults faults({}, lookerOf(model));
        faults.approve(answered("storage_full.png", "q", "a"));
        QVERIFY(waitForViews(faults, 1));
        std::latch begun(1);
        std::atomic<bool> wasStopped = false;
        model->onEmbed = [&](const engine::ImagePart&,
                             const std::stop_token& stop) -> engine::Result<std::vector<float>> {
            begun.count_down();
            while (!stop.stop_requested())
                std::this_thread::yield();
            wasStopped = true;
            return engine::Error{engine::ErrorCode::Cancelled, {}, {}, {}};
        };
        QSignalSpy seen(&faults, &KnownFaults::seen);
        faults.find(sample("payment_declined.png"), {});
        begun.wait();
        faults.leave();
        QTRY_VERIFY(wasStopped);
        QCOMPARE(seen.size(), 0);
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
