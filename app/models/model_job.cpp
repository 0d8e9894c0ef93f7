#include "app/models/model_job.h"

#include <algorithm>
#include <utility>

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QNetworkAccessManager>

#include "app/models/download_text.h"

namespace app {
namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(ModelJob)
};

using Kind = JobOrder::Kind;

/// Disk space of a conversion's outcome.
std::int64_t convertedBytes(const ModelTools& tools, const QByteArray& config, WeightsChoice weights) {
    if (weights == WeightsChoice::Auto) return 0;
    for (const WeightsNeed& need : tools.needs(config, nullptr)) {
        if (need.weights == weights) return need.files;
    }
    return 0;
}

}  // namespace

ModelJob::ModelJob(JobOrder order, const ModelTools& tools, const ModelStore& store,
                   QNetworkAccessManager& network, QObject* parent)
    : QObject(parent),
      m_order(std::move(order)),
      m_tools(tools),
      m_store(store),
      m_network(network),
      m_work(store.incoming(m_order.name)),
      m_meter(std::make_shared<WorkMeter>()) {}

ModelJob::~ModelJob() {
    m_stop.request_stop();
}

QString ModelJob::begin() {
    const QString lock = m_work + QStringLiteral(".lock");
    if (!QDir().mkpath(QFileInfo(lock).path()))
        return download_text::disk(QFileInfo(lock).path(), qt_error_string(errno));
    m_lock = std::make_unique<QLockFile>(lock);
    m_lock->setStaleLockTime(0);  // left by who was killed, not by time
    if (!m_lock->tryLock(0))
        return Text::tr("Another program is working on %1: wait until it is done.").arg(m_order.name);
    return {};
}

void ModelJob::start() {
    if (const QString problem = begin(); !problem.isEmpty()) {
        m_lock.reset();
        return end({problem, false, {}});
    }
    switch (m_order.kind) {
        case Kind::Download:
        case Kind::Update:
            return download();
        case Kind::Import:
            return importFiles();
        case Kind::Verify:
            return runVerify();
        case Kind::Convert:
            break;
    }
    InstallOrder install{m_work, m_order.base->manifest, {}, false, m_order.convertTo, false};
    install.manifest.files.clear();
    for (const ModelFile& file : m_order.base->manifest.files)
        install.files.append({file, QDir(m_order.base->folder).filePath(file.name)});
    runInstall(std::move(install));
}

void ModelJob::download() {
    DownloadOrder order;
    order.model = m_order.model->name;
    order.access = m_order.access;
    order.repository = repositoryOf(*m_order.model, m_order.access.site);
    order.folder = QDir(m_work).filePath(QStringLiteral("files"));
    order.filesAtOnce = m_order.filesAtOnce;
    order.patience = m_order.patience;
    order.moreBytes = convertedBytes(m_tools, m_order.model->config, m_order.convertTo);
    order.freeBytes = [this] { return m_store.freeBytes(); };
    order.judge = [this](const QByteArray& config) {
        QString problem;
        m_tools.needs(config, &problem);
        return problem;
    };
    if (m_order.base && m_order.base->manifest.published.isEmpty()) {
        for (const ModelFile& file : m_order.base->manifest.files)
            order.atHand.append({file, QDir(m_order.base->folder).filePath(file.name)});
    }
    m_download = std::make_unique<ModelDownload>(m_network, std::move(order));
    connect(m_download.get(), &ModelDownload::progressed, this, &ModelJob::progressed);
    connect(m_download.get(), &ModelDownload::finished, this, &ModelJob::onDownloaded);
    connect(m_download.get(), &ModelDownload::failed, this, &ModelJob::onRefused);
    connect(m_download.get(), &ModelDownload::stopped, this, &ModelJob::onPaused);
    m_download->start();
}

void ModelJob::onDownloaded() {
    const RemoteModel& remote = m_download->remote();
    InstallOrder install;
    install.work = m_work;
    install.manifest.name = m_order.model->name;
    install.manifest.original = m_order.model->name;
    install.manifest.revision = remote.revision;
    install.manifest.source =
        m_order.access.base.toDisplayString(QUrl::RemoveUserInfo) + u' ' + remote.repository;
    install.convertTo = m_order.convertTo;
    install.probes = m_order.kind == Kind::Update;
    for (qsizetype i = 0; i < remote.files.size(); ++i)
        install.files.append({remote.files[i], m_download->pathAt(i)});
    m_download.release()->deleteLater();
    runInstall(std::move(install));
}

void ModelJob::onRefused(const QString& sentence) {
    m_download.release()->deleteLater();
    end({sentence, false, {}});
}

void ModelJob::onPaused() {
    m_download.release()->deleteLater();
    end({});
}

void ModelJob::importFiles() {
    std::optional<ModelManifest> manifest;
    QString problem;
    InstallOrder install;
    install.files = filesIn(m_order.folder, manifest, problem);
    if (!problem.isEmpty()) return end({problem, false, {}});
    install.work = m_work;
    if (manifest) install.manifest = *manifest;
    install.manifest.files.clear();
    if (!manifest) install.manifest.original = m_order.name;
    install.manifest.name = m_order.name;
    if (install.manifest.source.isEmpty()) install.manifest.source = m_order.folder;
    install.copies = true;
    install.convertTo = m_order.convertTo;
    runInstall(std::move(install));
}

void ModelJob::runVerify() {
    m_queue.add(
        [this, model = *m_order.base, meter = m_meter, stop = m_stop.get_token()]() -> BackgroundQueue::Then {
            const WorkOutcome outcome = verify(model, m_tools, *meter, stop);
            return [this, outcome] { end(outcome); };
        });
}

void ModelJob::runInstall(InstallOrder order) {
    m_queue.add([this, order = std::move(order), meter = m_meter,
                 stop = m_stop.get_token()]() -> BackgroundQueue::Then {
        const WorkOutcome outcome = install(order, m_tools, m_store, *meter, stop);
        return [this, outcome] { end(outcome); };
    });
    emit progressed();
}

void ModelJob::stop() {
    m_stop.request_stop();
    if (m_download) m_download->stop();
}

void ModelJob::end(const WorkOutcome& outcome) {
    if (std::exchange(m_isOver, true)) return;
    // A download that didn't end well is kept to go on with; of other work nothing is of use.
    const bool isDownload = m_order.kind == Kind::Download || m_order.kind == Kind::Update;
    const bool keepsDownload = isDownload ? !outcome.isDone : m_store.incomingBytes(m_order.name) > 0;
    if (m_lock && !keepsDownload) m_store.discardIncoming(m_order.name);
    m_lock.reset();
    emit ended(outcome);
}

ModelProgress ModelJob::progress() {
    ModelProgress progress;
    progress.model = m_order.name;
    if (!m_download) {
        progress.step = m_meter->step;
        progress.done = m_meter->done;
        progress.total = m_meter->total;
        progress.fraction = std::clamp(m_meter->fraction.load(), 0.0, 1.0);
        return progress;
    }
    progress.total = m_download->total();
    progress.done = m_download->done();
    progress.step = progress.total == 0       ? ModelStep::Asking
                    : m_download->isHashing() ? ModelStep::Hashing
                                              : ModelStep::Downloading;
    if (progress.total > 0)
        progress.fraction = static_cast<double>(progress.done) / static_cast<double>(progress.total);
    if (progress.step != ModelStep::Downloading) return progress;
    progress.file = m_download->currentFile();
    m_rate.note(progress.done, std::chrono::steady_clock::now());
    progress.bytesPerSecond = m_rate.bytesPerSecond();
    progress.secondsLeft = m_rate.secondsLeft(progress.total);
    return progress;
}

}  // namespace app
