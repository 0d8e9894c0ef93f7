#include "app/faults/known_faults.h"

#include <algorithm>
#include <variant>

#include <QBuffer>
#include <QDir>
#include <QFile>
#include <QSaveFile>

#include "app/conversations/store_error.h"
#include "app/faults/error_codes.h"
#include "app/faults/fault_json.h"
#include "app/faults/fault_match.h"

namespace app {
namespace {

constexpr std::size_t mostMatches = 3;

QByteArray pngOf(const QImage& image) {
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    image.save(&buffer, "PNG");
    return bytes;
}

QStringList shared(const QStringList& a, const QStringList& b) {
    QStringList both;
    for (const QString& code : a) {
        if (b.contains(code)) both += code;
    }
    return both;
}

}  // namespace

KnownFaults::KnownFaults(const QString& folder, QObject* parent) : QObject(parent), m_store(folder) {}

template <class Call>
bool KnownFaults::attempt(const Call& call) {
    try {
        call();
    } catch (const StoreError& error) {
        emit failed(error.sentence());
        return false;
    }
    return true;
}

bool KnownFaults::canApprove(const Turn& turn) {
    return !turn.isRunning() && turn.state != TurnState::Failed && !turn.answer.trimmed().isEmpty() &&
           !turn.pictures.isEmpty() && !turn.pictures.first().thumbnail.isNull();
}

bool KnownFaults::approve(const Turn& turn) {
    if (!canApprove(turn)) return false;
    Fault fault;
    fault.approved = QDateTime::currentDateTimeUtc();
    fault.expires = fault.approved.addDays(defaultDays);
    fault.question = turn.question;
    fault.answer = turn.answer;
    fault.model = turn.model;
    fault.codes = errorCodes(turn.question + u'\n' + turn.answer);
    fault.print = PicturePrint::of(turn.pictures.first().thumbnail);
    fault.thumbnail = pngOf(turn.pictures.first().thumbnail);
    if (!attempt([&] { m_store.add(fault); })) return false;
    m_isRead = false;
    emit changed();
    return true;
}

/// Reads the keys when they were never read, or another program has written.
void KnownFaults::refresh() {
    const int version = m_store.dataVersion();
    if (m_isRead && version == m_version) return;
    m_keys = m_store.keys();
    m_version = version;
    m_isRead = true;
}

QList<FaultMatch> KnownFaults::find(const Picture& picture, const QString& question) {
    struct Candidate {
        const FaultStore::Key* key;
        PrintDistance distance;
        bool hasCode;
    };
    QList<FaultMatch> matches;
    attempt([&] {
        refresh();
        const QDateTime now = QDateTime::currentDateTimeUtc();
        const PicturePrint print = PicturePrint::of(picture.thumbnail);
        const QStringList codes = errorCodes(question);
        std::vector<Candidate> found;
        for (const FaultStore::Key& key : m_keys) {
            const PrintDistance distance = distanceOf(print, key.print);
            if (!distance.isMatch() || (key.expires.isValid() && key.expires <= now)) continue;
            found.push_back({&key, distance, !shared(codes, key.codes).isEmpty()});
        }
        std::ranges::stable_sort(found, [](const Candidate& a, const Candidate& b) {
            return a.hasCode != b.hasCode ? a.hasCode : a.distance.shape < b.distance.shape;
        });
        found.resize(std::min(found.size(), mostMatches));
        for (const Candidate& one : found) {
            auto fault = m_store.fault(one.key->id);
            if (!fault) continue;
            FaultMatch match{*fault, one.distance, shared(codes, fault->codes), {}};
            match.differences = differencesOf(*fault, picture.thumbnail, question, now);
            matches += match;
        }
    });
    return matches;
}

QList<Fault> KnownFaults::all() {
    QList<Fault> faults;
    attempt([&] { faults = m_store.all(); });
    return faults;
}

bool KnownFaults::change(const Fault& fault) {
    if (fault.answer.trimmed().isEmpty() || !attempt([&] { m_store.change(fault); })) return false;
    m_isRead = false;
    emit changed();
    return true;
}

void KnownFaults::remove(const QList<std::int64_t>& ids) {
    if (ids.isEmpty() || !attempt([&] { m_store.remove(ids); })) return;
    m_isRead = false;
    emit changed();
}

bool KnownFaults::exportTo(const QString& path, const QList<std::int64_t>& ids) {
    QList<Fault> faults = all();
    faults.removeIf([&](const Fault& fault) { return !ids.contains(fault.id); });
    const QByteArray json = faultsToJson(faults);
    QSaveFile file(path);
    file.setDirectWriteFallback(false);
    if (file.open(QIODevice::WriteOnly) && file.write(json) == json.size() && file.commit()) return true;
    emit failed(tr("%1 could not be written (%2): choose another folder or free disk space.")
                    .arg(QDir::toNativeSeparators(path), file.errorString()));
    return false;
}

int KnownFaults::importFrom(const QString& path) {
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        emit failed(tr("%1 cannot be read (%2).").arg(QDir::toNativeSeparators(path), file.errorString()));
        return -1;
    }
    auto read = faultsFromJson(file.readAll());
    if (const auto* sentence = std::get_if<QString>(&read)) {
        emit failed(*sentence);
        return -1;
    }
    const auto& faults = std::get<QList<Fault>>(read);
    if (!attempt([&] { m_store.add(faults); })) return -1;
    m_isRead = false;
    emit changed();
    return static_cast<int>(faults.size());
}

}  // namespace app
