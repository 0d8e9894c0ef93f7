#include "app/doctor/machine_facts.h"

#include <filesystem>
#include <thread>

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QLibrary>
#include <QLibraryInfo>
#include <QProcess>
#include <QTcpServer>
#include <QTemporaryFile>

#include "app/errors/error_text.h"
#include "engine/kernels/cpu_features.h"
#include "engine/model/system_memory.h"
#include "engine/plan.h"

namespace app {
namespace {

QString textOf(const QString& file) {
    QFile opened(file);
    return opened.open(QFile::ReadOnly) ? QString::fromUtf8(opened.readAll()).trimmed() : QString();
}

void lookAtModel(MachineFacts& facts) {
    const QDir folder(facts.modelFolder);
    for (const QFileInfo& file : folder.entryInfoList({QStringLiteral("*.safetensors")}, QDir::Files))
        facts.modelBytes += file.size();
    const auto plan = engine::planFor(folder.filePath(QStringLiteral("config.json")).toStdString(), {});
    if (!plan) facts.modelProblem = errorText(plan.error());
}

void lookAtData(MachineFacts& facts) {
    // The nearest folder that is there already: a check-up makes none.
    QDir folder(facts.dataFolder);
    while (!folder.exists() && folder != QDir::root())
        folder.setPath(QFileInfo(folder.path()).path());
    QTemporaryFile probe(folder.filePath(QStringLiteral(".glancedesk-XXXXXX")));
    facts.isDataWritable = probe.open();
    std::error_code unknown;
    const auto room = std::filesystem::space(QFile::encodeName(folder.path()).toStdString(), unknown);
    if (!unknown) facts.freeDisk = static_cast<std::int64_t>(room.available);
}

void lookAtCards(MachineFacts& facts) {
    const QDir driver(QStringLiteral("/proc/driver/nvidia/gpus"));
    for (const QString& card : driver.entryList(QDir::Dirs | QDir::NoDotAndDotDot)) {
        const QString told = textOf(driver.filePath(card + QStringLiteral("/information")));
        facts.cards += told.section(u'\n', 0, 0).section(u':', 1).trimmed();
    }
    const QDir devices(QStringLiteral("/sys/bus/pci/devices"));
    bool hasCard = false;
    for (const QString& device : devices.entryList(QDir::Dirs | QDir::NoDotAndDotDot)) {
        const bool isDisplay =
            textOf(devices.filePath(device + QStringLiteral("/class"))).startsWith(u"0x03");
        hasCard |= isDisplay && textOf(devices.filePath(device + QStringLiteral("/vendor"))) == u"0x10de";
    }
    facts.hasCardWithoutDriver = hasCard && facts.cards.isEmpty();
    if (facts.cards.isEmpty()) return;
    QLibrary cuda(QStringLiteral("cuda"), 1);
    facts.opensCuda = cuda.load();
    cuda.unload();
    // As the package lays it out; a build of the sources has its own libtorch.
    const QDir libraries(QCoreApplication::applicationDirPath() + QStringLiteral("/../lib/glancedesk"));
    facts.lacksCudaPart = libraries.exists(QStringLiteral("libtorch_cpu.so")) &&
                          !libraries.exists(QStringLiteral("cuda/torch/lib/libtorch_cuda.so"));
}

void lookAtDesktop(MachineFacts& facts) {
    facts.hasDisplay =
        !qEnvironmentVariableIsEmpty("DISPLAY") || !qEnvironmentVariableIsEmpty("WAYLAND_DISPLAY");
    for (const QString& process :
         QDir(QStringLiteral("/proc")).entryList({QStringLiteral("[0-9]*")}, QDir::Dirs)) {
        const QString name = textOf(QStringLiteral("/proc/%1/comm").arg(process));
        if (name.startsWith(u"fcitx")) facts.inputMethod = QStringLiteral("fcitx");
        if (name == u"ibus-daemon") facts.inputMethod = QStringLiteral("ibus");
    }
    if (!facts.inputMethod.isEmpty()) {
        const QDir plugins(QLibraryInfo::path(QLibraryInfo::PluginsPath) +
                           QStringLiteral("/platforminputcontexts"));
        facts.hasInputMethodPlugin =
            !plugins.entryList({u'*' + facts.inputMethod + u'*'}, QDir::Files).isEmpty();
    }
    QProcess fonts;
    fonts.start(QStringLiteral("fc-list"), {QStringLiteral(":lang=zh-cn"), QStringLiteral("family")});
    if (fonts.waitForFinished(5000) && fonts.exitStatus() == QProcess::NormalExit)
        facts.chineseFonts = static_cast<int>(fonts.readAllStandardOutput().count('\n'));
}

}  // namespace

MachineFacts gatherFacts(const QString& modelFolder, const QString& dataFolder, int port) {
    MachineFacts facts;
    const auto processor = engine::CpuFeatures::detect();
    facts.hasAvx2 = processor.avx2;
    facts.hasAvx512 = processor.avx512;
    facts.cores = static_cast<int>(std::thread::hardware_concurrency());
    facts.memory = engine::totalMemory();
    facts.freeMemory = engine::freeMemory();
    facts.modelFolder = modelFolder;
    facts.dataFolder = dataFolder;
    facts.port = port;
    lookAtModel(facts);
    lookAtData(facts);
    lookAtCards(facts);
    lookAtDesktop(facts);
    facts.isPortFree = QTcpServer().listen(QHostAddress::LocalHost, static_cast<quint16>(port));
    return facts;
}

}  // namespace app
