#include "app/models/install_work.h"

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <numeric>
#include <unistd.h>
#include <utility>

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>

#include "app/models/content_hash.h"
#include "app/models/disk.h"
#include "app/models/download_text.h"

namespace app {
namespace {

namespace fs = std::filesystem;

struct Text {
    Q_DECLARE_TR_FUNCTIONS(ModelInstall)
};

/// Removes a folder at its end, unless it was moved away.
class Scratch final {
 public:
    explicit Scratch(QString folder) : m_folder(std::move(folder)) { clear(); }
    ~Scratch() { clear(); }
    Scratch(const Scratch&) = delete;
    Scratch& operator=(const Scratch&) = delete;
    const QString& folder() const { return m_folder; }

 private:
    void clear() const {
        std::error_code ignored;
        fs::remove_all(QFile::encodeName(m_folder).toStdString(), ignored);
    }
    const QString m_folder;
};

QString damaged(const QString& file) {
    return Text::tr(
               "%1 is damaged: its content is not the one it came with. Download or import the model again.")
        .arg(file);
}

/// Copies and hashes at once; one sentence when it fails. Stopped: empty, with empty digests.
QString copyFile(const FileSource& source, const QString& to, ContentDigests& digests, WorkMeter& meter,
                 const std::stop_token& stop) {
    QFile from(source.path);
    if (!from.open(QFile::ReadOnly | QFile::Unbuffered))
        return Text::tr("%1 cannot be read (%2): check the disk or the stick, then import it again.")
            .arg(source.path, from.errorString());
    QFile out(to);
    if (!out.open(QFile::WriteOnly | QFile::Unbuffered)) return download_text::disk(to, out.errorString());
    ContentHash hash(from.size());
    QByteArray part(1 << 20, Qt::Uninitialized);
    while (!stop.stop_requested()) {
        const qint64 count = from.read(part.data(), part.size());
        if (count < 0)
            return Text::tr("%1 cannot be read (%2): check the disk or the stick, then import it again.")
                .arg(source.path, from.errorString());
        if (count == 0) {
            if (fsync(out.handle()) != 0) return download_text::disk(to, qt_error_string(errno));
            digests = hash.finish();
            return {};
        }
        if (out.write(part.constData(), count) != count) return download_text::disk(to, out.errorString());
        hash.add(part.constData(), static_cast<std::size_t>(count));
        meter.add(count);
    }
    return {};
}

bool isRight(const ModelFile& expected, std::int64_t size, const ContentDigests& found) {
    if (expected.size >= 0 && expected.size != size) return false;
    if (!expected.sha256.isEmpty()) return expected.sha256 == found.sha256;
    return expected.gitBlob.isEmpty() || expected.gitBlob == found.gitBlob;
}

/// The files of a folder of ours with their hashes.
std::optional<QList<ModelFile>> hashed(const QString& folder, WorkMeter& meter, const std::stop_token& stop) {
    const auto entries = QDir(folder).entryInfoList(QDir::Files, QDir::Name);
    meter.begin(ModelStep::Hashing,
                std::accumulate(entries.begin(), entries.end(), std::int64_t{0},
                                [](std::int64_t sum, const QFileInfo& file) { return sum + file.size(); }));
    QList<ModelFile> files;
    for (const QFileInfo& entry : entries) {
        const auto found = digestsOf(
            entry.filePath(), [&](std::int64_t count) { meter.add(count); }, stop);
        if (!found) return {};
        files.append({entry.fileName(), entry.size(), found->sha256, found->gitBlob});
    }
    return files;
}

class Installation final {
 public:
    Installation(const InstallOrder& order, const ModelTools& tools, const ModelStore& store,
                 WorkMeter& meter, const std::stop_token& stop)
        : m_order(order), m_tools(tools), m_store(store), m_meter(meter), m_stop(stop) {
        m_manifest = order.manifest;
    }

    WorkOutcome run() {
        const Scratch whole(QDir(m_order.work).filePath(QStringLiteral("whole")));
        const Scratch small(QDir(m_order.work).filePath(QStringLiteral("small")));
        const QString folder = QDir(whole.folder()).filePath(m_manifest.name);
        WorkOutcome outcome;
        const bool converts = m_order.convertTo != WeightsChoice::Auto;
        QString made = folder;
        outcome.problem = gather(folder);
        if (goesOn(outcome)) outcome.problem = judge(folder);
        if (goesOn(outcome) && converts) {
            m_manifest.original = m_manifest.original.isEmpty() ? m_manifest.name : m_manifest.original;
            m_manifest.name = convertedName(m_manifest.name, m_order.convertTo);
            made = QDir(small.folder()).filePath(m_manifest.name);
            outcome.problem = convert(folder, made);
        }
        if (goesOn(outcome)) outcome.problem = tryOut(made);
        if (!goesOn(outcome)) return outcome;
        m_manifest.installed = QDateTime::currentDateTimeUtc();
        outcome.problem = m_store.commit(QFileInfo(made).path(), m_manifest, &outcome.model);
        outcome.isDone = outcome.problem.isEmpty();
        return outcome;
    }

 private:
    bool goesOn(const WorkOutcome& outcome) const {
        return outcome.problem.isEmpty() && !m_stop.stop_requested();
    }

    /// All files under their names in one folder.
    QString gather(const QString& folder) {
        if (!QDir().mkpath(folder)) return download_text::disk(folder, qt_error_string(errno));
        std::int64_t bytes = 0;
        for (const FileSource& source : m_order.files)
            bytes += QFileInfo(source.path).size();
        m_meter.begin(ModelStep::Copying, bytes);
        const auto free = m_store.freeBytes();
        if (m_order.copies && free && bytes > *free)
            return Text::tr(
                       "%1 takes %2 on the disk, and %3 are free: make room, or choose another folder for "
                       "models in the settings.")
                .arg(m_manifest.name, sizeText(bytes), sizeText(*free));
        for (const FileSource& source : m_order.files) {
            const QString to = QDir(folder).filePath(source.file.name);
            ModelFile file = source.file;
            if (m_order.copies) {
                ContentDigests digests;
                QString problem = copyFile(source, to, digests, m_meter, m_stop);
                if (!problem.isEmpty() || m_stop.stop_requested()) return problem;
                if (!isRight(file, QFileInfo(to).size(), digests)) return damaged(source.path);
                file = {file.name, QFileInfo(to).size(), digests.sha256, digests.gitBlob};
            } else if (!linkOrCopy(source.path, to)) {
                return download_text::disk(to, qt_error_string(errno));
            }
            m_manifest.files.append(file);
        }
        if (m_manifest.revision.isEmpty()) m_manifest.revision = contentRevision(m_manifest.files);
        return {};
    }

    QString judge(const QString& folder) const {
        QFile config(QDir(folder).filePath(QStringLiteral("config.json")));
        QString problem;
        if (config.open(QFile::ReadOnly)) m_tools.needs(config.readAll(), &problem);
        return problem;
    }

    QString convert(const QString& from, const QString& to) {
        m_meter.begin(ModelStep::Converting, 0);
        if (!QDir().mkpath(QFileInfo(to).path())) return download_text::disk(to, qt_error_string(errno));
        QString problem = m_tools.convert(
            from, to, m_order.convertTo, [this](double fraction) { m_meter.fraction = fraction; }, m_stop);
        if (!problem.isEmpty() || m_stop.stop_requested()) return problem;
        const auto files = hashed(to, m_meter, m_stop);
        if (!files) return m_stop.stop_requested() ? QString() : damaged(to);
        m_manifest.published = m_manifest.files;
        m_manifest.files = *files;
        m_manifest.weights = m_order.convertTo;
        return {};
    }

    QString tryOut(const QString& folder) {
        const auto progress = [this](double fraction) { m_meter.fraction = fraction; };
        m_meter.begin(ModelStep::Checking, 0);
        QString problem = m_tools.check(folder, progress, m_stop);
        if (!problem.isEmpty() || !m_order.probes || m_stop.stop_requested()) return problem;
        m_meter.begin(ModelStep::Probing, 0);
        return m_tools.probe(folder, progress, m_stop);
    }

    const InstallOrder& m_order;
    const ModelTools& m_tools;
    const ModelStore& m_store;
    WorkMeter& m_meter;
    const std::stop_token& m_stop;
    ModelManifest m_manifest;
};

}  // namespace

void WorkMeter::begin(ModelStep next, std::int64_t bytes) {
    done = 0;
    fraction = 0;
    total = bytes;
    step = next;
}

void WorkMeter::add(std::int64_t bytes) {
    const std::int64_t now = done += bytes;
    if (total > 0) fraction = static_cast<double>(now) / static_cast<double>(total.load());
}

WorkOutcome install(const InstallOrder& order, const ModelTools& tools, const ModelStore& store,
                    WorkMeter& meter, const std::stop_token& stop) {
    return Installation(order, tools, store, meter, stop).run();
}

QList<FileSource> filesIn(const QString& folder, std::optional<ModelManifest>& manifest, QString& problem) {
    const QDir dir(folder);
    QList<FileSource> files;
    if (folder.isEmpty() || !dir.exists()) {
        problem =
            Text::tr("There is no folder %1: choose the folder that holds the model's files.").arg(folder);
        return files;
    }
    manifest = readManifest(QFileInfo(dir.absolutePath()).dir().filePath(QStringLiteral("manifest.json")));
    if (manifest && manifest->name == dir.dirName()) {
        for (const ModelFile& file : manifest->files)
            files.append({file, dir.filePath(file.name)});
        return files;
    }
    manifest.reset();
    bool hasWeights = false;
    for (const QFileInfo& entry : dir.entryInfoList(QDir::Files, QDir::Name)) {
        if (!isPlainFileName(entry.fileName())) continue;
        hasWeights = hasWeights || entry.fileName().endsWith(u".safetensors");
        files.append({{entry.fileName(), -1, {}, {}}, entry.filePath()});
    }
    if (!hasWeights || !dir.exists(QStringLiteral("config.json"))) {
        problem = Text::tr(
                      "The folder %1 holds no model: choose the one with config.json and the .safetensors "
                      "files.")
                      .arg(folder);
        files.clear();
    }
    return files;
}

WorkOutcome verify(const InstalledModel& model, const ModelTools& tools, WorkMeter& meter,
                   const std::stop_token& stop) {
    WorkOutcome outcome;
    outcome.model = model;
    meter.begin(ModelStep::Hashing, model.manifest.bytes());
    for (const ModelFile& file : model.manifest.files) {
        const QString path = QDir(model.folder).filePath(file.name);
        if (!QFileInfo::exists(path)) {
            outcome.problem = Text::tr("%1 is missing: download or import the model again.").arg(path);
            return outcome;
        }
        const auto found = digestsOf(
            path, [&](std::int64_t count) { meter.add(count); }, stop);
        if (stop.stop_requested()) return outcome;
        if (!found || !isRight(file, QFileInfo(path).size(), *found)) {
            outcome.problem = damaged(path);
            return outcome;
        }
    }
    meter.begin(ModelStep::Checking, 0);
    outcome.problem = tools.check(
        model.folder, [&](double fraction) { meter.fraction = fraction; }, stop);
    outcome.isDone = outcome.problem.isEmpty() && !stop.stop_requested();
    return outcome;
}

QString convertedName(const QString& name, WeightsChoice weights) {
    return name + u'-' + nameOf(weights);
}

}  // namespace app
