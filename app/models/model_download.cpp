#include "app/models/model_download.h"

#include <algorithm>
#include <numeric>
#include <utility>

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSet>

#include "app/models/content_hash.h"
#include "app/models/disk.h"

namespace app {
namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(ModelDownload)
};

const QString partSuffix = QStringLiteral(".part");
constexpr std::int64_t spareBytes = 64 << 20;  // a disk that is full to the last byte is no use to anybody

/// Its name while it gathers: by what it holds, so that another revision finds it again.
QString keyOf(const ModelFile& file, const RemoteModel& model) {
    if (!file.sha256.isEmpty()) return QString::fromLatin1(file.sha256);
    if (!file.gitBlob.isEmpty()) return QStringLiteral("blob-") + QString::fromLatin1(file.gitBlob);
    const QString text =
        model.repository + u'\n' + model.revision + u'\n' + file.name + u'\n' + QString::number(file.size);
    const QByteArray hash = QCryptographicHash::hash(text.toUtf8(), QCryptographicHash::Sha256);
    return QStringLiteral("plain-") + QString::fromLatin1(hash.toHex());
}

bool isSame(const ModelFile& listed, const ContentDigests& found) {
    if (!listed.sha256.isEmpty()) return listed.sha256 == found.sha256;
    return listed.gitBlob.isEmpty() || listed.gitBlob == found.gitBlob;
}

/// A file of an installed revision with these contents takes the place of a download.
void linkAtHand(const QList<FileAtHand>& atHand, const ModelFile& file, const QString& path) {
    if (file.sha256.isEmpty() && file.gitBlob.isEmpty()) return;
    for (const FileAtHand& other : atHand) {
        const bool isIt =
            other.file.size == file.size && isSame(file, {other.file.sha256, other.file.gitBlob});
        if (isIt && linkOrCopy(other.path, path)) return;
    }
}

}  // namespace

/// What the other thread found in the folder.
struct ModelDownload::Prepared {
    QHash<qsizetype, ContentDigests> whole;
    QHash<qsizetype, std::int64_t> parts;
    bool isFine = true;
};

ModelDownload::Prepared ModelDownload::prepare(const DownloadOrder& order, const RemoteModel& remote,
                                               std::atomic<std::int64_t>& hashed,
                                               const std::stop_token& stop) {
    Prepared prepared;
    const QDir folder(order.folder);
    prepared.isFine = QDir().mkpath(order.folder);
    QSet<QString> wanted;
    for (qsizetype i = 0; i < remote.files.size(); ++i) {
        if (stop.stop_requested()) return prepared;
        const ModelFile& file = remote.files[i];
        const QString key = keyOf(file, remote);
        const QString path = folder.filePath(key);
        wanted += key;
        wanted += key + partSuffix;
        if (!QFile::exists(path)) linkAtHand(order.atHand, file, path);
        // Whole once is not whole for ever.
        const bool hasSize = QFile::exists(path) && QFileInfo(path).size() == file.size;
        const auto found = hasSize ? digestsOf(
                                         path, [&](std::int64_t count) { hashed += count; }, stop)
                                   : std::nullopt;
        if (stop.stop_requested()) return prepared;
        if (found && isSame(file, *found))
            prepared.whole.insert(i, *found);
        else
            QFile::remove(path);
        prepared.parts.insert(i, std::min<std::int64_t>(QFileInfo(path + partSuffix).size(), file.size));
    }
    // What no file of this revision needs.
    for (const QString& name : folder.entryList(QDir::Files)) {
        if (!wanted.contains(name)) QFile::remove(folder.filePath(name));
    }
    return prepared;
}

ModelDownload::ModelDownload(QNetworkAccessManager& network, DownloadOrder order, QObject* parent)
    : QObject(parent),
      m_network(network),
      m_order(std::move(order)),
      m_hashed(std::make_shared<std::atomic<std::int64_t>>(0)) {}

ModelDownload::~ModelDownload() {
    m_stop.request_stop();
}

QString ModelDownload::pathOf(const ModelFile& listed) const {
    return QDir(m_order.folder).filePath(keyOf(listed, m_remote));
}

void ModelDownload::start() {
    *m_hashed = 0;
    m_listing =
        std::make_unique<SiteListing>(m_network, m_order.access, m_order.repository, m_order.patience);
    connect(m_listing.get(), &SiteListing::listed, this, &ModelDownload::onListed);
    connect(m_listing.get(), &SiteListing::failed, this, [this](const QString& sentence) {
        m_problem = sentence;
        settle();
    });
    m_listing->start();
}

void ModelDownload::onListed(const RemoteModel& remote) {
    m_listing.release()->deleteLater();
    m_remote = remote;
    m_listed = remote.files;
    m_total = 0;
    for (const ModelFile& file : remote.files)
        m_total += file.size;
    const auto has = [&](auto matches) { return std::any_of(m_listed.begin(), m_listed.end(), matches); };
    if (!has([](const ModelFile& file) { return file.name == u"config.json"; }) ||
        !has([](const ModelFile& file) { return file.name.endsWith(u".safetensors"); })) {
        m_problem = Text::tr("%1 has no model in %2: it needs config.json and .safetensors files.")
                        .arg(m_order.access.base.host(), m_order.repository);
        return settle();
    }
    m_isPreparing = true;
    m_queue.add([this, remote, order = m_order, hashed = m_hashed,
                 stop = m_stop.get_token()]() -> BackgroundQueue::Then {
        const Prepared prepared = prepare(order, remote, *hashed, stop);
        return [this, prepared] { onPrepared(prepared); };
    });
}

void ModelDownload::onPrepared(const Prepared& prepared) {
    m_isPreparing = false;
    if (m_isStopping) return settle();
    m_waiting.clear();
    m_parts = prepared.parts;
    m_whole = 0;
    std::int64_t missing = 0;
    for (qsizetype i = 0; i < m_remote.files.size(); ++i) {
        ModelFile& file = m_remote.files[i];
        if (const auto found = prepared.whole.constFind(i); found != prepared.whole.cend()) {
            m_whole += file.size;
            m_parts.remove(i);
            file.sha256 = found->sha256;
            file.gitBlob = found->gitBlob;
        } else {
            m_waiting.append(i);
            missing += file.size - m_parts.value(i);
        }
    }
    if (!prepared.isFine)
        m_problem = Text::tr("%1 cannot be written: check the folder's permissions and the free space.")
                        .arg(m_order.folder);
    if (m_problem.isEmpty()) m_problem = roomProblem(missing + m_order.moreBytes);
    if (!m_problem.isEmpty()) return settle();
    // The config first, since it may tell that the rest is of no use; then the small ones.
    std::stable_sort(m_waiting.begin(), m_waiting.end(), [this](qsizetype one, qsizetype other) {
        const auto rank = [this](qsizetype i) {
            return std::pair(m_listed[i].name != u"config.json", m_listed[i].size);
        };
        return rank(one) < rank(other);
    });
    emit progressed();
    startNext();
}

QString ModelDownload::roomProblem(std::int64_t needed) const {
    const auto free = m_order.freeBytes ? m_order.freeBytes() : std::nullopt;
    if (!free || needed + spareBytes <= *free) return {};
    return Text::tr(
               "%1 needs %2 more on the disk, and %3 are free: make room, or choose another folder for "
               "models in the settings.")
        .arg(m_order.model, sizeText(needed), sizeText(*free));
}

void ModelDownload::startNext() {
    const bool isConfigMissing = !m_running.empty() && m_running.front()->order().file.name == u"config.json";
    while (!m_waiting.isEmpty() && !m_isStopping && m_problem.isEmpty() &&
           m_running.size() < static_cast<std::size_t>(m_order.filesAtOnce) && !isConfigMissing) {
        const qsizetype index = m_waiting.takeFirst();
        startFile(index);
        if (m_listed[index].name == u"config.json") return;
    }
    if (m_running.empty()) settle();
}

void ModelDownload::startFile(qsizetype index) {
    const ModelFile& file = m_listed[index];
    const QString path = pathOf(file);
    m_parts.remove(index);
    auto* download = new FileDownload(m_network,
                                      {file, fileAddress(m_order.access, m_remote, file.name),
                                       m_order.access.token, path + partSuffix, path},
                                      m_order.patience, this);
    m_running.push_back(download);
    connect(download, &FileDownload::progressed, this, &ModelDownload::progressed);
    connect(download, &FileDownload::finished, this, [this, index, download](const ModelFile& found) {
        forget(download);
        onFile(index, found);
    });
    connect(download, &FileDownload::failed, this,
            [this, index, download](FileDownload::Trouble trouble, const QString& sentence) {
                m_parts[index] = download->received();
                forget(download);
                onTrouble(trouble, sentence);
            });
    connect(download, &FileDownload::stopped, this, [this, index, download] {
        m_parts[index] = download->received();
        forget(download);
        settle();
    });
    download->start();
}

void ModelDownload::onFile(qsizetype index, const ModelFile& found) {
    m_whole += found.size;
    m_remote.files[index] = found;
    if (found.name == u"config.json" && m_order.judge) {
        QFile config(pathOf(m_listed[index]));
        if (config.open(QFile::ReadOnly)) m_problem = m_order.judge(config.readAll());
    }
    emit progressed();
    if (!m_problem.isEmpty()) stopFiles();
    startNext();
}

void ModelDownload::onTrouble(FileDownload::Trouble trouble, const QString& sentence) {
    // The site has something else by now: it is asked once more what it has.
    if (trouble == FileDownload::Trouble::Changed && !std::exchange(m_wasListedAgain, true))
        m_listsAgain = true;
    else if (m_problem.isEmpty())
        m_problem = sentence;
    stopFiles();
    settle();
}

void ModelDownload::stopFiles() {
    m_waiting.clear();
    for (FileDownload* file : std::vector<FileDownload*>(m_running))
        file->stop();
}

void ModelDownload::forget(FileDownload* file) {
    std::erase(m_running, file);
    file->deleteLater();
}

void ModelDownload::stop() {
    if (m_isOver || std::exchange(m_isStopping, true)) return;
    m_stop.request_stop();
    if (m_listing) {
        m_listing->disconnect(this);
        m_listing.release()->deleteLater();
    }
    stopFiles();
    if (!m_isPreparing) settle();
}

void ModelDownload::settle() {
    if (m_isOver || !m_running.empty() || m_isPreparing) return;
    if (m_isStopping) {
        m_isOver = true;
        return emit stopped();
    }
    if (!m_problem.isEmpty()) {
        m_isOver = true;
        return emit failed(m_problem);
    }
    if (std::exchange(m_listsAgain, false)) return start();
    if (!m_waiting.isEmpty() || !m_parts.isEmpty()) return;
    m_isOver = true;
    emit finished();
}

std::int64_t ModelDownload::done() const {
    if (m_isPreparing) return std::min<std::int64_t>(*m_hashed, m_total);
    const auto parts = std::accumulate(m_parts.begin(), m_parts.end(), std::int64_t{0});
    return std::accumulate(m_running.begin(), m_running.end(), m_whole + parts,
                           [](std::int64_t sum, const FileDownload* file) { return sum + file->received(); });
}

QString ModelDownload::currentFile() const {
    return m_running.empty() ? QString() : m_running.back()->order().file.name;
}

}  // namespace app
