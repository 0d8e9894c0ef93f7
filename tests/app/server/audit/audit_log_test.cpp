#include "app/server/audit/audit_log.h"

#include <csignal>
#include <cstdio>
#include <fstream>
#include <sstream>
#include <sys/resource.h>
#include <thread>

#include <QTemporaryDir>
#include <QtTest>
#include <nlohmann/json.hpp>

#include "app/server/audit/audit_chain.h"
#include "app/server/audit/audit_files.h"
#include "app/server/audit/audit_verify.h"
#include "app/server/crypto/digest.h"

using namespace app;
using Json = nlohmann::json;
namespace fs = std::filesystem;

namespace {

AuditRecord record(const std::string& request) {
    AuditRecord entry;
    entry.request = request;
    entry.caller = "key:desk:1";
    entry.address = "127.0.0.1";
    entry.method = "POST";
    entry.route = "/v1/chat/completions";
    entry.status = 200;
    entry.outcome = "stop";
    entry.pictures = {{std::string(64, 'a'), 640, 480, 12345, "PNG bytes"}};
    entry.question = "What does the lamp say?";
    entry.answer = "Paper jam.";
    return entry;
}

std::string textOf(const fs::path& file) {
    std::ostringstream text;
    text << std::ifstream(file, std::ios::binary).rdbuf();
    return text.str();
}
void setText(const fs::path& file, const std::string& text) {
    std::ofstream(file, std::ios::binary | std::ios::trunc) << text;
}
std::vector<std::string> linesOf(const fs::path& file) {
    std::vector<std::string> lines;
    std::istringstream text(textOf(file));
    for (std::string line; std::getline(text, line);)
        lines.push_back(line);
    return lines;
}
std::string joined(const std::vector<std::string>& lines) {
    std::string text;
    for (const std::string& line : lines)
        text += line + "\n";
    return text;
}

}  // namespace

class AuditLogTest final : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    int m_logs = 0;
    AuditSettings settings() {
        AuditSettings result;
        result.file = fs::path(m_folder.path().toStdString()) / std::to_string(++m_logs) / "audit.jsonl";
        result.sync = AuditSync::Never;
        return result;
    }
    static AuditSettings filled(AuditSettings with, int records) {
        AuditLog log(with);
        for (int i = 1; i <= records; ++i)
            log.write(record("r" + std::to_string(i)));
        return with;
    }
    static std::vector<fs::path> allFiles(const fs::path& file) {
        std::vector<fs::path> files = fullAuditFiles(file);
        files.push_back(file);
        return files;
    }

 private slots:
    void oneLineForEachRequest() {
        const AuditSettings log = filled(settings(), 3);
        const auto lines = linesOf(log.file);
        QCOMPARE(lines.size(), std::size_t{3});
        const Json second = Json::parse(lines[1]);
        QCOMPARE(second["number"], 2);
        QCOMPARE(second["request"], "r2");
        QCOMPARE(second["route"], "/v1/chat/completions");
        QCOMPARE(second["previous"], Json::parse(lines[0])["hash"]);
        QCOMPARE(second["pictures"][0]["sha256"], std::string(64, 'a'));
        QVERIFY(QString::fromStdString(second["time"])
                    .contains(QRegularExpression("^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z$")));
        const AuditResult result = verifyAudit({log.file});
        QVERIFY(!result.firstBreak);
        QCOMPARE(result.records, 3);
    }

    void holdsTextsAndPicturesOnlyWhenTheyAreSwitchedOn() {
        AuditSettings log = filled(settings(), 1);
        QVERIFY(textOf(log.file).find("Paper jam") == std::string::npos);
        QVERIFY(textOf(log.file).find("lamp") == std::string::npos);
        QVERIFY(textOf(log.file).find("png_base64url") == std::string::npos);
        log = settings();
        log.withText = log.withPictures = true;
        filled(log, 1);
        const Json entry = Json::parse(linesOf(log.file).front());
        QCOMPARE(entry["answer"], "Paper jam.");
        QCOMPARE(fromBase64Url(entry["pictures"][0]["png_base64url"].get<std::string>()).value(),
                 "PNG bytes");
    }

    void nothingThatAClientSendsForgesALine() {
        AuditSettings with = settings();
        with.withText = true;
        {
            AuditLog log(with);
            AuditRecord evil = record("r1");
            const std::string forged =
                auditLineOf(record("forged"), 2, std::string(64, '0'), false, false).text;
            for (std::string* field :
                 {&evil.route, &evil.method, &evil.address, &evil.caller, &evil.question})
                *field = "a\r\n" + forged + "\n\x1b[2J\x7f\xE2\x80\xA8\xC2\x85\xFF\xC0" +
                         std::string(1, '\0') + "\"}";
            QVERIFY(log.write(evil));
            QVERIFY(log.write(record("r2")));
        }
        const std::string text = textOf(with.file);
        QCOMPARE(std::count(text.begin(), text.end(), '\n'), 2);
        for (const char byte : text)
            QVERIFY(byte == '\n' || (byte >= 0x20 && byte < 0x7F));
        QVERIFY(!verifyAudit({with.file}).firstBreak);
        QCOMPARE(verifyAudit({with.file}).records, 2);
        // What was UTF-8 comes back as it was.
        QVERIFY(Json::parse(linesOf(with.file).front())["question"].get<std::string>().starts_with("a\r\n{"));
    }

    void theChainGoesOnAfterARestart() {
        const AuditSettings log = settings();
        filled(log, 2);
        filled(log, 2);
        const AuditResult result = verifyAudit({log.file});
        QVERIFY(!result.firstBreak);
        QCOMPARE(result.records, 4);
    }

    void theChainGoesOnAcrossFiles() {
        AuditSettings log = settings();
        log.maxBytes = 2000;
        filled(log, 10);
        filled(log, 10);
        auto files = allFiles(log.file);
        QVERIFY(files.size() > 4);
        for (const fs::path& file : files)
            QVERIFY(fs::file_size(file) <= 2000);
        std::reverse(files.begin(), files.end());  // their order does not matter
        const AuditResult whole = verifyAudit(files);
        QVERIFY(!whole.firstBreak);
        QCOMPARE(whole.records, 20);
        QCOMPARE(AuditLog(log).head(), whole.head);

        // Without the oldest it begins later; a gap shows.
        const auto full = fullAuditFiles(log.file);
        const AuditResult late = verifyAudit({full.begin() + 1, full.end()});
        QVERIFY(!late.firstBreak);
        QVERIFY(late.firstNumber > 1);
        const AuditResult gap = verifyAudit({full[0], full[2]});
        QCOMPARE(gap.firstBreak->fault, AuditFault::Broken);
        QCOMPARE(gap.firstBreak->file, full[2]);
        QCOMPARE(gap.firstBreak->line, 1);
    }

    void goesOnWhenOnlyFullFilesAreThere() {
        AuditSettings log = settings();
        log.maxBytes = 2000;
        filled(log, 10);
        fs::rename(log.file, fullAuditFile(log.file, 9999));  // ended between two steps of a rotation
        filled(log, 1);
        const AuditResult result = verifyAudit(allFiles(log.file));
        QVERIFY(!result.firstBreak);
        QCOMPARE(result.records, 11);
    }

    void keepsAsManyFullFilesAsIsSet() {
        AuditSettings log = settings();
        log.maxBytes = 2000;
        log.keepFiles = 2;
        filled(log, 30);
        QCOMPARE(fullAuditFiles(log.file).size(), std::size_t{2});
        const AuditResult result = verifyAudit(allFiles(log.file));
        QVERIFY(!result.firstBreak);
        QCOMPARE(result.firstNumber + result.records, 31);
    }

    void everyChangeIsFoundAtItsRecord_data() {
        QTest::addColumn<int>("kind");
        QTest::addColumn<int>("line");
        QTest::newRow("a value changed") << 0 << 3;
        QTest::newRow("its hash changed") << 1 << 3;
        QTest::newRow("taken out") << 2 << 3;
        QTest::newRow("two swapped") << 3 << 3;
        QTest::newRow("one twice") << 4 << 4;
        QTest::newRow("changed and hashed anew") << 5 << 4;
        QTest::newRow("a line of nonsense") << 6 << 3;
        QTest::newRow("an empty line") << 7 << 3;
        QTest::newRow("the first taken out") << 8 << 1;
        QTest::newRow("the end cut off") << 9 << 5;
    }
    void everyChangeIsFoundAtItsRecord() {
        QFETCH(int, kind);
        QFETCH(int, line);
        const AuditSettings log = filled(settings(), 5);
        auto lines = linesOf(log.file);
        switch (kind) {
            case 0:
                lines[2].replace(lines[2].find("200"), 3, "500");
                break;
            case 1:
                lines[2][lines[2].size() - 10] = lines[2][lines[2].size() - 10] == 'a' ? 'b' : 'a';
                break;
            case 2:
                lines.erase(lines.begin() + 2);
                break;
            case 3:
                std::swap(lines[2], lines[3]);
                break;
            case 4:
                lines.insert(lines.begin() + 3, lines[2]);
                break;
            case 5: {
                AuditRecord other = record("r3");
                other.status = 500;
                lines[2] = auditLineOf(other, 3, auditLinkOf(lines[1])->hash, false, false).text;
                break;
            }
            case 6:
                lines.insert(lines.begin() + 2, "nonsense");
                break;
            case 7:
                lines.insert(lines.begin() + 2, "");
                break;
            case 8:
                lines.erase(lines.begin());
                break;
            default:
                break;
        }
        std::string text = joined(lines);
        if (kind == 9) text.resize(text.size() - 30);
        setText(log.file, text);
        const AuditResult result = verifyAudit({log.file});
        if (kind == 8) {
            // As if older files had been deleted: only the first number tells.
            QVERIFY(!result.firstBreak);
            QCOMPARE(result.firstNumber, 2);
            return;
        }
        QVERIFY(result.firstBreak);
        QCOMPARE(result.firstBreak->line, line);
        QCOMPARE(result.records, line - 1);
    }

    void theHeadShowsACutEndAndAChainWrittenAnew() {
        const AuditSettings log = filled(settings(), 5);
        const std::string head = verifyAudit({log.file}).head;
        QVERIFY(!verifyAudit({log.file}, head).firstBreak);
        auto lines = linesOf(log.file);
        lines.pop_back();
        setText(log.file, joined(lines));
        QVERIFY(!verifyAudit({log.file}).firstBreak);
        QCOMPARE(verifyAudit({log.file}, head).firstBreak->fault, AuditFault::WrongHead);
    }

    void survivesATornLastLine_data() {
        QTest::addColumn<int>("cut");
        for (const int cut : {2, 50, 300})
            QTest::newRow(qPrintable(QString::number(cut))) << cut;
    }
    void survivesATornLastLine() {
        QFETCH(int, cut);
        const AuditSettings log = filled(settings(), 3);
        const std::string text = textOf(log.file);
        setText(log.file, text.substr(0, text.size() - std::size_t(cut)));
        QCOMPARE(verifyAudit({log.file}).firstBreak->fault, AuditFault::Unfinished);
        filled(log, 2);
        const AuditResult result = verifyAudit({log.file});
        QVERIFY2(!result.firstBreak,
                 qPrintable(QString::number(result.firstBreak ? result.firstBreak->line : 0)));
        QCOMPARE(result.records, 5);  // two whole, the note, two new
        // The torn line stays as it is: changed or taken out, it shows.
        auto lines = linesOf(log.file);
        QCOMPARE(lines.size(), std::size_t{6});
        std::swap(lines[2][5], lines[2][6]);
        setText(log.file, joined(lines));
        QCOMPARE(verifyAudit({log.file}).firstBreak->line, 3);
        lines.erase(lines.begin() + 2);
        setText(log.file, joined(lines));
        QCOMPARE(verifyAudit({log.file}).firstBreak->line, 3);
    }

    void survivesAMissingLineBreak() {
        const AuditSettings log = filled(settings(), 3);
        const std::string text = textOf(log.file);
        setText(log.file, text.substr(0, text.size() - 1));
        filled(log, 2);
        QVERIFY(!verifyAudit({log.file}).firstBreak);
        QCOMPARE(verifyAudit({log.file}).records, 5);
    }

    void survivesAnOnlyLineThatIsTorn() {
        const AuditSettings log = filled(settings(), 1);
        setText(log.file, textOf(log.file).substr(0, 100));
        filled(log, 1);
        QVERIFY(!verifyAudit({log.file}).firstBreak);
        QCOMPARE(verifyAudit({log.file}).records, 2);
    }

    void aFullDiskTearsNothing() {
        const AuditSettings with = settings();
        AuditLog log(with);
        QVERIFY(log.write(record("r1")));
        rlimit before{};
        getrlimit(RLIMIT_FSIZE, &before);
        std::signal(SIGXFSZ, SIG_IGN);
        const rlimit tight{fs::file_size(with.file) + 100, before.rlim_max};
        setrlimit(RLIMIT_FSIZE, &tight);
        const bool isWritten = log.write(record("r2"));
        setrlimit(RLIMIT_FSIZE, &before);
        QVERIFY(!isWritten);
        QVERIFY(log.write(record("r3")));
        QVERIFY(!verifyAudit({with.file}).firstBreak);
        QCOMPARE(verifyAudit({with.file}).records, 2);
    }

    void oneProcessAtATimeHoldsIt() {
        const AuditSettings with = settings();
        AuditLog log(with);
        QVERIFY_EXCEPTION_THROWN(AuditLog other(with), AuditError);
    }

    void leavesAForeignFileAlone() {
        const AuditSettings with = settings();
        fs::create_directories(with.file.parent_path());
        setText(with.file, "a shopping list\nmilk\n");
        QVERIFY_EXCEPTION_THROWN(AuditLog other(with), AuditError);
        QCOMPARE(textOf(with.file), "a shopping list\nmilk\n");
    }

    void manyThreadsMakeOneChain() {
        AuditSettings with = settings();
        with.maxBytes = 20'000;
        with.sync = AuditSync::EverySecond;
        {
            AuditLog log(with);
            std::vector<std::jthread> threads;
            for (int i = 0; i < 4; ++i) {
                threads.emplace_back([&log] {
                    for (int j = 0; j < 50; ++j)
                        log.write(record("r"));
                });
            }
        }
        const AuditResult result = verifyAudit(allFiles(with.file));
        QVERIFY(!result.firstBreak);
        QCOMPARE(result.records, 200);
    }
};

QTEST_GUILESS_MAIN(AuditLogTest)
#include "audit_log_test.moc"
