#include "app/cli/models_command_run.h"

#include <algorithm>
#include <cstdio>
#include <stop_token>
#include <unistd.h>

#include <QCoreApplication>
#include <QEventLoop>

#include "app/cli/command.h"
#include "app/cli/interrupt.h"
#include "app/models/bundled.h"
#include "app/models/disk.h"
#include "app/settings/settings.h"

namespace app {
namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(ModelsCommand)
};

QString stepText(ModelStep step) {
    switch (step) {
        case ModelStep::Asking:
            return Text::tr("asking the site");
        case ModelStep::Downloading:
            return Text::tr("downloading");
        case ModelStep::Copying:
            return Text::tr("copying");
        case ModelStep::Hashing:
            return Text::tr("checking the files");
        case ModelStep::Converting:
            return Text::tr("converting");
        case ModelStep::Checking:
            return Text::tr("opening the model");
        case ModelStep::Probing:
            return Text::tr("trying the model");
        case ModelStep::None:
            break;
    }
    return {};
}

QString timeText(int seconds) {
    if (seconds < 90) return Text::tr("%n second(s) left", nullptr, seconds);
    return Text::tr("%n minute(s) left", nullptr, (seconds + 30) / 60);
}

QString lineOf(const ModelProgress& progress) {
    QString line = QStringLiteral("%1: %2").arg(progress.model, stepText(progress.step));
    if (progress.step == ModelStep::Asking || progress.step == ModelStep::None) return line;
    line += QStringLiteral("  %1 %").arg(static_cast<int>(progress.fraction * 100), 3);
    if (progress.step != ModelStep::Downloading) return line;
    line +=
        QStringLiteral("  ") + Text::tr("%1 of %2").arg(sizeText(progress.done), sizeText(progress.total));
    if (progress.bytesPerSecond > 0)
        line += QStringLiteral("  %1/s").arg(sizeText(static_cast<std::int64_t>(progress.bytesPerSecond)));
    if (progress.secondsLeft) line += QStringLiteral("  ") + timeText(*progress.secondsLeft);
    return line;
}

}  // namespace

ProgressLine::ProgressLine() : m_isTerminal(isatty(STDERR_FILENO) == 1) {}

void ProgressLine::show(const ModelProgress& progress) {
    if (progress.step == ModelStep::None) return;
    const int tenth = static_cast<int>(progress.fraction * 10);
    const bool isNew = progress.step != m_step || tenth != m_tenth;
    m_step = progress.step;
    m_tenth = tenth;
    if (!m_isTerminal && !isNew) return;
    std::fprintf(stderr, m_isTerminal ? "\r\033[K%s" : "%s\n", qUtf8Printable(lineOf(progress)));
    m_isShown = m_isTerminal;
}

void ProgressLine::clear() {
    if (m_isShown) std::fprintf(stderr, "\r\033[K");
    m_isShown = false;
}

int runWork(ModelManager& manager, Settings& settings, const Interrupt& interrupt,
            const std::function<void()>& begin, QString* folder) {
    ProgressLine line;
    QEventLoop loop;  // the command's only one
    int code = Failed;
    bool hasEnded = false;
    const auto end = [&](int with) {
        code = with;
        hasEnded = true;
        loop.quit();
    };
    QObject::connect(&manager, &ModelManager::progressed, &loop,
                     [&](const ModelProgress& progress) { line.show(progress); });
    QObject::connect(&manager, &ModelManager::switched, &loop,
                     [&](const QString&, const QString& from, const QString& to) {
                         if (bundled::isSameFolder(settings.modelFolder(), from)) settings.setModelFolder(to);
                     });
    QObject::connect(&manager, &ModelManager::finished, &loop,
                     [&](const QString&, const QString& where, const QString& note) {
                         line.clear();
                         std::fprintf(stderr, "%s\n", qUtf8Printable(note));
                         if (folder != nullptr) *folder = where;
                         end(Done);
                     });
    QObject::connect(&manager, &ModelManager::failed, &loop, [&](const QString&, const QString& sentence) {
        line.clear();
        end(fail(sentence));
    });
    QObject::connect(&manager, &ModelManager::paused, &loop, [&](const QString& name) {
        line.clear();
        const auto row = manager.row(name);
        if (row && row->partBytes > 0)
            std::fprintf(
                stderr, "%s\n",
                qUtf8Printable(Text::tr("%1 is paused: the same command goes on with it.").arg(name)));
        end(Interrupted);
    });
    const std::stop_callback onInterrupt(interrupt.token(), [&manager] {
        QMetaObject::invokeMethod(
            &manager, [&manager] { manager.pauseAll(); }, Qt::QueuedConnection);
    });
    begin();
    if (!hasEnded) loop.exec();
    return code;
}

int askUpdates(ModelManager& manager, const Interrupt& interrupt, const QString& name,
               QList<ModelUpdate>& updates) {
    QEventLoop loop;
    int code = Done;
    bool hasEnded = false;
    QObject::connect(&manager, &ModelManager::updatesFound, &loop,
                     [&](const QList<ModelUpdate>& found, const QString& problem) {
                         updates = found;
                         if (!problem.isEmpty()) code = fail(problem);
                         hasEnded = true;
                         loop.quit();
                     });
    const std::stop_callback onInterrupt(interrupt.token(), [&loop] {
        QMetaObject::invokeMethod(
            &loop, [&loop] { loop.quit(); }, Qt::QueuedConnection);
    });
    manager.askForUpdates(name);
    if (!hasEnded) loop.exec();
    return hasEnded ? code : Interrupted;
}

int keepToken(ModelManager& manager, const QByteArray& token) {
    QEventLoop loop;
    int code = Done;
    QObject::connect(&manager, &ModelManager::tokenKept, &loop, [&](const QString& problem) {
        if (!problem.isEmpty()) code = fail(problem);
        loop.quit();
    });
    manager.keepToken(token);  // answers later
    loop.exec();
    return code;
}

}  // namespace app
