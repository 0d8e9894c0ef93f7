#include <cstdio>

#include <CLI/CLI.hpp>
#include <QCoreApplication>

#include "app/cli/command.h"
#include "app/server/audit/audit_verify.h"

namespace app {
namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(AuditCommand)
};

QString sentenceOf(const AuditBreak& at) {
    const QString file = QString::fromStdString(at.file.string());
    switch (at.fault) {
        case AuditFault::NotReadable:
            return Text::tr("%1 cannot be read.").arg(file);
        case AuditFault::NotARecord:
            return Text::tr("%1, line %2: record %3 is broken: the line is no record.")
                .arg(file)
                .arg(at.line)
                .arg(at.number);
        case AuditFault::Changed:
            return Text::tr("%1, line %2: record %3 is broken: it was changed.")
                .arg(file)
                .arg(at.line)
                .arg(at.number);
        case AuditFault::Broken:
            return Text::
                tr("%1, line %2: record %3 does not follow the one before it: records are missing, moved or "
                   "inserted.")
                    .arg(file)
                    .arg(at.line)
                    .arg(at.number);
        case AuditFault::Unfinished:
            return Text::
                tr("%1, line %2: record %3 is not finished: the program was ended while it wrote, or the end "
                   "was cut off.")
                    .arg(file)
                    .arg(at.line)
                    .arg(at.number);
        case AuditFault::WrongHead:
            break;
    }
    return Text::tr(
               "%1 is whole but does not end with the expected hash: records are missing at its end, or all "
               "of it "
               "was written anew.")
        .arg(file);
}

}  // namespace

Runner addAuditCommand(CLI::App& parent) {
    struct Options {
        std::vector<std::string> files;
        std::string head;
    };
    CLI::App* command = parent.add_subcommand("audit", "The audit log of the port");
    command->require_subcommand(1);
    CLI::App* verify =
        command->add_subcommand("verify", "Check the chain of records; name the first broken one");
    auto options = std::make_shared<Options>();
    verify->add_option("FILE", options->files, "The log's files, in any order")->required();
    verify->add_option("--head", options->head, "The last record's hash, as it was noted elsewhere");

    return [options](const Interrupt&) -> int {
        const AuditResult result = verifyAudit({options->files.begin(), options->files.end()}, options->head);
        if (result.firstBreak) return fail(sentenceOf(*result.firstBreak));
        if (result.firstNumber > 1) {
            std::fprintf(stderr, "%s\n",
                         qUtf8Printable(Text::tr("The chain begins at record %1; older files were not given.")
                                            .arg(result.firstNumber)));
        }
        std::printf("%s\n", qUtf8Printable(Text::tr("%n record(s), none broken.", "",
                                                    static_cast<int>(result.records))));
        std::printf("%s\n", result.head.c_str());
        return Done;
    };
}

}  // namespace app
