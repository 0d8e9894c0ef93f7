#include "app/doctor/checkup.h"

#include <QFile>
#include <QTcpServer>
#include <QTemporaryDir>
#include <QTest>

#include "app/doctor/machine_facts.h"
#include "app/doctor/server_checkup.h"

using app::Health;
using app::MachineFacts;

namespace {

constexpr std::int64_t giga = 1'000'000'000;

MachineFacts healthy() {
    MachineFacts facts;
    facts.hasAvx2 = true;
    facts.cores = 8;
    facts.memory = 32 * giga;
    facts.freeMemory = 20 * giga;
    facts.modelFolder = "/models/glm";
    facts.modelBytes = 20 * giga;
    facts.dataFolder = "/home/agent/.local/share/glancedesk";
    facts.isDataWritable = true;
    facts.freeDisk = 100 * giga;
    facts.isPortFree = true;
    facts.hasDisplay = true;
    facts.chineseFonts = 12;
    return facts;
}

app::Finding about(const MachineFacts& facts, const QString& subject) {
    for (const app::Finding& finding : app::checkUp(facts)) {
        if (finding.subject == subject) return finding;
    }
    return {Health::Fine, {}, "nothing was said"};
}

}  // namespace

class CheckupTest : public QObject {
    Q_OBJECT

 private slots:
    void aGoodMachineIsFine() {
        for (const app::Finding& finding : app::checkUp(healthy()))
            QVERIFY2(finding.health == Health::Fine, qPrintable(finding.sentence));
    }

    void tooLittleMemoryNamesTheWeightsThatFit() {
        MachineFacts facts = healthy();
        facts.memory = 16 * giga;
        QCOMPARE(about(facts, "Memory").health, Health::Hint);
        QVERIFY(about(facts, "Memory").sentence.contains("--weights int8"));
        facts.memory = 10 * giga;
        QVERIFY(about(facts, "Memory").sentence.contains("--weights int4"));
        facts.memory = 6 * giga;
        QCOMPARE(about(facts, "Memory").health, Health::Problem);
    }

    void whatKeepsTheProgramFromWorkingIsAProblem() {
        MachineFacts facts = healthy();
        facts.hasAvx2 = false;
        QCOMPARE(about(facts, "Processor").health, Health::Problem);
        facts.isDataWritable = false;
        QCOMPARE(about(facts, "Disk").health, Health::Problem);
        facts.chineseFonts = 0;
        QCOMPARE(about(facts, "Fonts").health, Health::Problem);
        QVERIFY(about(facts, "Fonts").sentence.contains("fonts-noto-cjk"));
        facts.inputMethod = "fcitx";
        facts.hasInputMethodPlugin = false;
        QVERIFY(about(facts, "Input method").sentence.contains("fcitx5-frontend-qt6"));
    }

    void aServerWithoutADisplayIsWellWithoutFonts() {
        MachineFacts facts = healthy();
        facts.hasDisplay = false;
        facts.chineseFonts = 0;
        for (const app::Finding& finding : app::checkUp(facts))
            QVERIFY2(finding.health != Health::Problem, qPrintable(finding.sentence));
    }

    void aCardWithoutItsDriverIsSaid() {
        MachineFacts facts = healthy();
        facts.hasCardWithoutDriver = true;
        QVERIFY(about(facts, "Graphics card").sentence.contains("driver"));
        facts.hasCardWithoutDriver = false;
        facts.cards = {"NVIDIA L4"};
        QCOMPARE(about(facts, "Graphics card").health, Health::Hint);
        facts.opensCuda = true;
        QCOMPARE(about(facts, "Graphics card").health, Health::Fine);
        facts.lacksCudaPart = true;
        QVERIFY(about(facts, "Graphics card").sentence.contains("glancedesk-cuda install"));
    }

    void serversAreToldOneByOneAndWherePicturesGo() {
        const std::vector<app::ServerLook> looks = {{"gpu1:8000", true, "glm", {"glm"}, "gpu1 serves glm."},
                                                    {"gpu2:8000", false, {}, {}, "gpu2 cannot be reached."}};
        QList<app::Finding> findings = app::checkServers(looks, false);
        QCOMPARE(findings.size(), 3);
        QCOMPARE(findings[0].health, Health::Fine);
        QCOMPARE(findings[1].health, Health::Hint);  // the other one answers
        QVERIFY(findings[2].sentence.contains("sent to the servers"));
        findings = app::checkServers({looks[1]}, true);
        QCOMPARE(findings[0].health, Health::Problem);
        QVERIFY(findings[1].sentence.contains("stay on this computer"));
    }

    void aMachineThatAsksServersNeedsNoModel() {
        MachineFacts facts = healthy();
        facts.usesModel = false;
        facts.memory = giga;
        facts.modelProblem = "there is none";
        for (const app::Finding& finding : app::checkUp(facts))
            QVERIFY2(finding.health == Health::Fine, qPrintable(finding.sentence));
    }

    void looksAtTheRealMachine() {
        const QTemporaryDir folder;
        QTcpServer other;
        QVERIFY(other.listen(QHostAddress::LocalHost));
        const MachineFacts facts =
            app::gatherFacts(folder.path(), folder.filePath("not/yet"), other.serverPort());
        QVERIFY(facts.cores > 0);
        QVERIFY(facts.memory > 0);
        QVERIFY(facts.isDataWritable);
        QVERIFY(!QFile::exists(folder.filePath("not")));
        QVERIFY(!facts.isPortFree);
        QVERIFY(facts.modelProblem);  // an empty folder
    }
};

QTEST_GUILESS_MAIN(CheckupTest)
#include "checkup_test.moc"
