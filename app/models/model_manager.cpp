#include "app/models/model_manager.h"

#include <algorithm>
#include <chrono>
#include <utility>

#include <QCoreApplication>
#include <QDir>
#include <QNetworkAccessManager>
#include <QNetworkProxyFactory>
#include <QTimer>
#include <spdlog/spdlog.h>

#include "app/models/model_job.h"
#include "app/models/site_token.h"
#include "app/models/update_inquiry.h"
#include "app/secrets/keychain.h"

namespace app {
namespace {

using Kind = JobOrder::Kind;

struct Text {
    Q_DECLARE_TR_FUNCTIONS(ModelManager)
};

constexpr int tick = 250;  // milliseconds
constexpr qint64 daySeconds = 24LL * 3600;

/// The desktop's proxy, or http_proxy, https_proxy and no_proxy.
class SystemProxy final : public QNetworkProxyFactory {
 public:
    QList<QNetworkProxy> queryProxy(const QNetworkProxyQuery& query) override {
        return systemProxyForQuery(query);
    }
};

/// A token's name in the keychain: one for each site.
QString tokenName(const QString& host) {
    return QStringLiteral("models ") + host;
}

QString notInstalled(const QString& name) {
    return Text::tr("%1 is not installed: the list of models shows what is.").arg(name);
}

}  // namespace

struct ModelManager::Parts {
    Parts(ModelTools given, Options with)
        : tools(std::move(given)), options(std::move(with)), store(options.folder) {
        patience.stall = std::chrono::seconds(options.stallSeconds);
        network.setProxyFactory(new SystemProxy);  // the manager owns it
    }

    const ModelTools tools;
    Options options;
    ModelStore store;
    Patience patience;
    QNetworkAccessManager network;
    QHash<QString, ModelJob*> jobs;  ///< by the model's name
    UpdateInquiry* inquiry = nullptr;
    bool isAsking = false;  ///< for updates, or for the token for that
    Keychain keychain;
    QTimer ticks;
    ModelRows rows{tools};

    QString notesFile() const { return QDir(store.folder()).filePath(QStringLiteral("updates.json")); }
};

ModelManager::ModelManager(ModelTools tools, Options options, QObject* parent)
    : QObject(parent), m_parts(std::make_unique<Parts>(std::move(tools), std::move(options))) {
    m_parts->ticks.setInterval(tick);
    connect(&m_parts->ticks, &QTimer::timeout, this, [this] {
        for (ModelJob* job : QHash<QString, ModelJob*>(m_parts->jobs))  // who hears it may end one
            emit progressed(job->progress());
    });
}

ModelManager::~ModelManager() {
    // Before what they work with.
    for (ModelJob* job : std::as_const(m_parts->jobs))
        job->disconnect(this);
    qDeleteAll(m_parts->jobs);
    delete m_parts->inquiry;
}

const ModelStore& ModelManager::store() const {
    return m_parts->store;
}

QList<ModelRow> ModelManager::rows() const {
    return m_parts->rows.of(m_parts->store, readUpdateNotes(m_parts->notesFile()).found,
                            m_parts->options.modelInUse);
}

FolderModel ModelManager::inFolder(const QString& folder) const {
    return m_parts->rows.inFolder(folder);
}

std::optional<ModelRow> ModelManager::row(const QString& name) const {
    for (const ModelRow& row : rows()) {
        if (row.name.compare(name, Qt::CaseInsensitive) == 0) return row;
    }
    return {};
}

void ModelManager::setDownloads(const DownloadSettings& downloads, const QString& folder) {
    m_parts->options.downloads = downloads;
    // Work under way stays where it began, and so does all that is listed until it ends.
    if (m_parts->jobs.isEmpty()) m_parts->store = ModelStore(folder);
    emit rowsChanged();
}

void ModelManager::setModelInUse(const QString& folder) {
    m_parts->options.modelInUse = folder;
    emit rowsChanged();
}

bool ModelManager::isWorking(const QString& name) const {
    return m_parts->jobs.contains(name);
}

ModelProgress ModelManager::progress(const QString& name) const {
    ModelJob* job = m_parts->jobs.value(name);
    return job == nullptr ? ModelProgress() : job->progress();
}

void ModelManager::begin(JobOrder order) {
    const QString name = order.name;
    if (isWorking(name)) {
        emit failed(name, Text::tr("%1 is being worked on already: wait, or pause that first.").arg(name));
        return;
    }
    order.filesAtOnce = m_parts->options.filesAtOnce;
    order.patience = m_parts->patience;
    auto* job = new ModelJob(std::move(order), m_parts->tools, m_parts->store, m_parts->network);
    m_parts->jobs.insert(name, job);
    connect(job, &ModelJob::ended, this, [this, job](const WorkOutcome& outcome) { onEnded(job, outcome); });
    connect(job, &ModelJob::progressed, this, [this] {
        if (!m_parts->ticks.isActive()) m_parts->ticks.start();
    });
    m_parts->ticks.start();
    job->start();
}

void ModelManager::withSite(const std::function<void(const SiteAccess&)>& then,
                            const std::function<void(const QString&)>& refuse) {
    const DownloadSettings& downloads = m_parts->options.downloads;
    QString problem = problemOf(downloads);
    QByteArray token = m_parts->options.token;
    if (problem.isEmpty() && token.isEmpty()) token = siteToken(downloads, problem);
    if (!problem.isEmpty()) return refuse(problem);
    const SiteAccess access = siteAccess(downloads, token);
    if (!token.isEmpty() || !downloads.isTokenInKeychain) return then(access);
    // Without it the site is asked all the same: most models are public, and one that is not says so.
    m_parts->keychain.read(tokenName(access.base.host()), [access, then](const Keychain::Found& kept) {
        if (!kept.problem.isEmpty()) spdlog::warn("{}", kept.problem.toStdString());
        SiteAccess with = access;
        with.token = kept.secret;
        then(with);
    });
}

void ModelManager::beginWithSite(const JobOrder& order) {
    const QString name = order.name;
    withSite(
        [this, order](const SiteAccess& access) {
            JobOrder with = order;
            with.access = access;
            begin(std::move(with));
        },
        [this, name](const QString& problem) { emit failed(name, problem); });
}

void ModelManager::keepToken(const QByteArray& token) {
    const QString host = siteAccess(m_parts->options.downloads, {}).base.host();
    m_parts->keychain.keep(tokenName(host), token,
                           [this](const QString& problem) { emit tokenKept(problem); });
}

void ModelManager::onEnded(ModelJob* job, const WorkOutcome& outcome) {
    const JobOrder order = job->order();
    emit progressed(job->progress());
    m_parts->jobs.remove(order.name);
    job->deleteLater();
    if (m_parts->jobs.isEmpty()) m_parts->ticks.stop();
    emit rowsChanged();
    if (!outcome.problem.isEmpty()) {
        emit failed(order.name, outcome.problem);
    } else if (!outcome.isDone) {
        emit paused(order.name);
    } else {
        const QString folder = outcome.model.folder;
        if (order.base && order.kind == Kind::Update && order.base->folder != folder)
            emit switched(order.name, order.base->folder, folder);
        const QString name = outcome.model.manifest.name;
        const QString note = order.kind == Kind::Verify ? Text::tr("%1 is whole and can be used.").arg(name)
                             : order.kind == Kind::Update
                                 ? Text::tr("%1 is at revision %2 now; the one before is kept to go back to.")
                                       .arg(name, outcome.model.manifest.revision.left(8))
                                 : Text::tr("%1 is installed and can be used.").arg(name);
        emit finished(order.name, folder, note);
    }
}

void ModelManager::download(const QString& name, WeightsChoice convertTo) {
    const auto model = catalogueModel(name);
    if (!model || model->isBundled) {
        emit failed(
            name,
            Text::tr("%1 is not in the catalogue: choose one of the list, or import a folder.").arg(name));
        return;
    }
    JobOrder order;
    order.name = model->name;
    order.model = model;
    order.base = m_parts->store.current(model->name);  // what it has needs no download
    order.convertTo = convertTo;
    // One that is here already may be in use: a newer revision is tried before it takes its place.
    if (order.base && convertTo == WeightsChoice::Auto) order.kind = Kind::Update;
    beginWithSite(order);
}

void ModelManager::importFolder(const QString& folder, const QString& name, WeightsChoice convertTo) {
    JobOrder order;
    order.kind = Kind::Import;
    order.folder = QDir(folder).absolutePath();
    order.name = name.isEmpty() ? QDir(order.folder).dirName() : name;
    order.convertTo = convertTo;
    if (!ModelStore::isName(order.name)) {
        emit failed(order.name,
                    Text::tr("%1 is no name for a model: use letters, digits, dots, dashes and underscores.")
                        .arg(order.name));
        return;
    }
    if (const auto known = catalogueModel(order.name)) order.name = known->name;
    begin(std::move(order));
}

bool ModelManager::findBase(JobOrder& order, const QString& name) {
    order.base = m_parts->store.current(name);
    if (!order.base) {
        emit failed(name, notInstalled(name));
        return false;
    }
    order.name = order.base->manifest.name;
    return true;
}

void ModelManager::verify(const QString& name) {
    JobOrder order;
    order.kind = Kind::Verify;
    if (!findBase(order, name)) return;
    begin(std::move(order));
}

void ModelManager::convert(const QString& name, WeightsChoice to) {
    JobOrder order;
    order.kind = Kind::Convert;
    order.convertTo = to;
    if (!findBase(order, name)) return;
    if (order.base->manifest.weights != WeightsChoice::Auto) {
        emit failed(
            order.name,
            Text::tr("%1 is converted already: convert the model as it was published.").arg(order.name));
        return;
    }
    begin(std::move(order));
}

void ModelManager::update(const QString& name) {
    JobOrder order;
    order.kind = Kind::Update;
    if (!findBase(order, name)) return;
    order.convertTo = order.base->manifest.weights;
    order.model = catalogueModel(order.base->manifest.original);
    if (!order.model) {
        emit failed(order.name,
                    Text::tr("%1 was imported and is not of the catalogue: import its newer files instead.")
                        .arg(order.name));
        return;
    }
    beginWithSite(order);
}

void ModelManager::askForUpdates(const QString& name) {
    if (m_parts->isAsking) return;
    QList<InstalledModel> models;
    for (const InstalledModel& model : m_parts->store.installed()) {
        const bool isMeant = name.isEmpty() || model.manifest.name.compare(name, Qt::CaseInsensitive) == 0;
        if (model.isCurrent && isMeant && catalogueModel(model.manifest.original)) models.append(model);
    }
    if (models.isEmpty() && !name.isEmpty()) {
        emit updatesFound({}, notInstalled(name));
        return;
    }
    m_parts->isAsking = true;
    withSite([this, models](const SiteAccess& access) { startInquiry(access, models); },
             [this](const QString& problem) {
                 m_parts->isAsking = false;
                 emit updatesFound({}, problem);
             });
}

void ModelManager::startInquiry(const SiteAccess& access, const QList<InstalledModel>& models) {
    m_parts->inquiry = new UpdateInquiry(m_parts->network, access, m_parts->patience, models);
    connect(m_parts->inquiry, &UpdateInquiry::ended, this, &ModelManager::onAsked);
    m_parts->inquiry->start();
}

void ModelManager::onAsked(const QList<ModelUpdate>& updates, const QString& problem) {
    std::exchange(m_parts->inquiry, nullptr)->deleteLater();
    m_parts->isAsking = false;
    // Also after a failure: a site that is down is not asked at every start.
    writeUpdateNotes(m_parts->notesFile(), {QDateTime::currentDateTimeUtc(), updates});
    emit rowsChanged();
    emit updatesFound(updates, problem);
}

void ModelManager::askForUpdatesDaily() {
    if (!m_parts->options.downloads.asksDaily || m_parts->store.installed().isEmpty()) return;
    const QDateTime asked = readUpdateNotes(m_parts->notesFile()).asked;
    const qint64 since = asked.isValid() ? asked.secsTo(QDateTime::currentDateTimeUtc()) : daySeconds;
    if (since >= 0 && since < daySeconds) return;
    askForUpdates();
}

void ModelManager::rollBack(const QString& name) {
    const auto now = m_parts->store.current(name);
    InstalledModel made;
    QString problem = now ? QString() : notInstalled(name);
    if (now && isWorking(now->manifest.name))
        problem = Text::tr("%1 is being worked on already: wait, or pause that first.").arg(name);
    if (problem.isEmpty()) problem = m_parts->store.rollBack(name, &made);
    if (!problem.isEmpty()) {
        emit failed(name, problem);
        return;
    }
    emit rowsChanged();
    emit switched(made.manifest.name, now->folder, made.folder);
    emit finished(
        made.manifest.name, made.folder,
        Text::tr("%1 is back at revision %2.").arg(made.manifest.name, made.manifest.revision.left(8)));
}

void ModelManager::remove(const QString& name) {
    const auto found = row(name);
    QString problem;
    if (!found || (!found->installed && found->partBytes == 0 && !found->isBundled))
        problem = notInstalled(name);
    else if (found->isBundled)
        problem = Text::tr("The demo model belongs to the program and stays.");
    else if (found->isInUse)
        problem = Text::tr("%1 is in use: choose another model first.").arg(found->name);
    else if (isWorking(found->name))
        problem = Text::tr("%1 is being worked on already: wait, or pause that first.").arg(found->name);
    else
        problem = m_parts->store.removeAll(found->name);
    if (!problem.isEmpty()) {
        emit failed(found ? found->name : name, problem);
        return;
    }
    emit rowsChanged();
    emit finished(found->name, QString(), Text::tr("%1 is removed.").arg(found->name));
}

void ModelManager::pause(const QString& name) {
    if (ModelJob* job = m_parts->jobs.value(name)) job->stop();
}

void ModelManager::pauseAll() {
    for (ModelJob* job : QHash<QString, ModelJob*>(m_parts->jobs))
        job->stop();
}

}  // namespace app
