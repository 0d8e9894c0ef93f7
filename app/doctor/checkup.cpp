#include "app/doctor/checkup.h"

#include <QCoreApplication>
#include <QLocale>

namespace app {
namespace {

constexpr std::int64_t giga = 1'000'000'000;

struct Text {
    Q_DECLARE_TR_FUNCTIONS(Doctor)
};

QString size(std::int64_t bytes) {
    if (bytes < giga / 10)
        return Text::tr("%1 MB").arg(QLocale().toString(static_cast<double>(bytes) / 1e6, 'f', 0));
    return Text::tr("%1 GB").arg(QLocale().toString(static_cast<double>(bytes) / giga, 'f', 1));
}

Finding processor(const MachineFacts& facts) {
    const QString subject = Text::tr("Processor");
    if (!facts.hasAvx2)
        return {
            Health::Problem, subject,
            Text::tr(
                "It has no AVX2 (2013 and later), so answers come very slowly: use another machine's port.")};
    return {Health::Fine, subject,
            facts.hasAvx512 ? Text::tr("%n core(s) with AVX-512.", nullptr, facts.cores)
                            : Text::tr("%n core(s) with AVX2.", nullptr, facts.cores)};
}

Finding model(const MachineFacts& facts) {
    const QString subject = Text::tr("Model");
    if (facts.modelProblem) return {Health::Problem, subject, *facts.modelProblem};
    if (facts.modelBytes == 0)
        return {Health::Problem, subject,
                Text::tr("%1 holds no .safetensors file: download the whole folder of the model again.")
                    .arg(facts.modelFolder)};
    return {Health::Fine, subject, Text::tr("%1, %2.").arg(facts.modelFolder, size(facts.modelBytes))};
}

/// Weights as stored, int8 and int4 take about these shares of the stored bytes.
Finding memory(const MachineFacts& facts) {
    const QString subject = Text::tr("Memory");
    if (facts.memory == 0)
        return {Health::Hint, subject, Text::tr("The system doesn't say how much there is.")};
    constexpr std::int64_t besides = giga;  // for keys, values and one pass
    const QString there = Text::tr("%1 in all, %2 free.").arg(size(facts.memory), size(facts.freeMemory));
    const auto fits = [&](double share) {
        return static_cast<std::int64_t>(share * static_cast<double>(facts.modelBytes)) + besides <=
               facts.memory;
    };
    if (fits(1.0)) return {Health::Fine, subject, there};
    if (fits(0.58))
        return {Health::Hint, subject,
                there + u' ' +
                    Text::tr("The model doesn't fit as stored: choose int8 weights in the settings, or "
                             "--weights int8.")};
    if (fits(0.40))
        return {Health::Hint, subject,
                there + u' ' +
                    Text::tr("The model fits with int4 weights alone: choose them in the settings, or "
                             "--weights int4.")};
    return {Health::Problem, subject,
            there + u' ' +
                Text::tr("The model doesn't fit in any form: use a machine with more memory, or its port.")};
}

Finding disk(const MachineFacts& facts) {
    const QString subject = Text::tr("Disk");
    if (!facts.isDataWritable)
        return {Health::Problem, subject,
                Text::tr("Nothing can be written to %1, so no conversation is kept: change the folder's "
                         "owner, or start "
                         "with --data and another one.")
                    .arg(facts.dataFolder)};
    if (facts.freeDisk > 0 && facts.freeDisk < giga)
        return {Health::Problem, subject,
                Text::tr("Only %1 are free where conversations are kept: make room there.")
                    .arg(size(facts.freeDisk))};
    return {Health::Fine, subject, Text::tr("%1 free in %2.").arg(size(facts.freeDisk), facts.dataFolder)};
}

Finding card(const MachineFacts& facts) {
    const QString subject = Text::tr("Graphics card");
    if (facts.hasCardWithoutDriver)
        return {Health::Hint, subject,
                Text::tr("There is an NVIDIA card, but no driver for it: install NVIDIA's driver (Debian: "
                         "nvidia-driver) and restart.")};
    if (facts.cards.isEmpty())
        return {Health::Fine, subject, Text::tr("No NVIDIA card: the processor computes.")};
    if (!facts.opensCuda)
        return {
            Health::Hint, subject,
            Text::tr(
                "%1, but libcuda.so.1 can't be opened: install the driver's CUDA part (Debian: libcuda1).")
                .arg(facts.cards.join(QStringLiteral(", ")))};
    if (facts.lacksCudaPart)
        return {
            Health::Hint, subject,
            Text::tr("%1, but the part for cards is not there yet, so the processor computes: fetch it by "
                     "sudo glancedesk-cuda install (2.5 GB).")
                .arg(facts.cards.join(QStringLiteral(", ")))};
    return {Health::Fine, subject, facts.cards.join(QStringLiteral(", "))};
}

Finding port(const MachineFacts& facts) {
    const QString subject = Text::tr("Port");
    if (facts.isPortFree) return {Health::Fine, subject, Text::tr("%1 is free.").arg(facts.port)};
    return {Health::Hint, subject,
            Text::tr("Port %1 is taken by another program (perhaps GlanceDesk itself): choose another one "
                     "with --port or "
                     "in the settings.")
                .arg(facts.port)};
}

QList<Finding> desktop(const MachineFacts& facts) {
    QList<Finding> findings;
    findings.append(
        facts.hasDisplay
            ? Finding{Health::Fine, Text::tr("Display"), Text::tr("The window can be opened.")}
            : Finding{Health::Hint, Text::tr("Display"),
                      Text::tr("There is none: the web page works in its place (glancedesk-cli serve).")});
    if (!facts.hasInputMethodPlugin) {
        const QString package = facts.inputMethod == u"fcitx" ? QStringLiteral("fcitx5-frontend-qt6")
                                                              : QStringLiteral("ibus and qt6-base");
        findings.append({Health::Problem, Text::tr("Input method"),
                         Text::tr("%1 runs, but Qt can't talk to it, so Chinese can't be typed: install %2.")
                             .arg(facts.inputMethod, package)});
    } else if (!facts.inputMethod.isEmpty()) {
        findings.append(
            {Health::Fine, Text::tr("Input method"), Text::tr("%1 runs.").arg(facts.inputMethod)});
    }
    // Without a display only an exported PDF would miss them.
    if (facts.chineseFonts == 0)
        findings.append({facts.hasDisplay ? Health::Problem : Health::Hint, Text::tr("Fonts"),
                         Text::tr("No font has Chinese characters: install one (Debian: fonts-noto-cjk).")});
    else if (facts.chineseFonts)
        findings.append({Health::Fine, Text::tr("Fonts"),
                         Text::tr("%n with Chinese characters.", nullptr, *facts.chineseFonts)});
    return findings;
}

}  // namespace

QList<Finding> checkUp(const MachineFacts& facts) {
    QList<Finding> findings;
    if (facts.usesModel) findings += {processor(facts), memory(facts), model(facts)};
    findings += disk(facts);
    if (facts.usesModel) findings += card(facts);
    findings += port(facts);
    return findings + desktop(facts);
}

}  // namespace app
