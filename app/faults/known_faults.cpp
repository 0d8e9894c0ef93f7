#include "app/faults/known_faults.h"

#include <algorithm>
#include <utility>
#include <variant>

#include <QBuffer>
#include <QDir>
#include <QFile>
#include <QSaveFile>

#include "app/conversations/store_error.h"
#include "app/faults/error_codes.h"
#include "app/faults/fault_json.h"
#include "app/faults/fault_match.h"
#include "app/faults/fault_search.h"
#include "app/faults/picture_looker.h"

namespace app {
namespace {

QByteArray pngOf(const QImage& image) {
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    image.save(&buffer, "PNG");
    return bytes;
}

}  // namespace

KnownFaults::KnownFaults(const QString& folder, QObject* parent)
    : QObject(parent), m_folder(folder), m_store(folder) {}

KnownFaults::KnownFaults(const QString& folder, std::unique_ptr<PictureLooker> looker)
    : m_folder(folder), m_store(folder), m_looker(std::move(looker)) {}

KnownFaults::~KnownFaults() = default;

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
    std::int64_t id = 0;
    if (!attempt([&] { id = m_store.add(fault); })) return false;
    forget({id});
    m_keys.push_back({id, fault.expires, fault.codes, fault.print});
    if (m_looker) {
        m_looker->look(turn.pictures.first(), {}, [this, id](const PictureView& view) {
            if (!attempt([&] { m_store.setView(id, view); })) return;
            auto& views = m_isReading ? m_viewsMeanwhile : m_views;
            if (m_isReading || view.model == m_viewsModel) views.insert_or_assign(id, view);
        });
    }
    emit changed();
    return true;
}

/// Reads the keys when they were never read, or another program has written.
void KnownFaults::refresh() {
    const int version = m_store.dataVersion();
    if (m_isRead && version == m_version) return;
    m_keys = m_store.keys();
    m_viewsModel.clear();
    m_version = version;
    m_isRead = true;
}

void KnownFaults::forget(const QList<std::int64_t>& ids) {
    std::erase_if(m_keys, [&](const FaultStore::Key& key) { return ids.contains(key.id); });
    for (const std::int64_t id : ids)
        m_views.erase(id);
}

void KnownFaults::readViews(const QString& model) {
    const auto take = [this, model](FaultStore::Views views) {
        m_views = std::move(views);
        for (auto& [id, view] : std::exchange(m_viewsMeanwhile, {})) {
            if (view.model == model) m_views.insert_or_assign(id, std::move(view));
        }
        m_viewsModel = model;
        m_isReading = false;
    };
    if (m_folder.isEmpty()) return take(m_store.views(model));  // nobody else can open it
    if (m_isReading) return;
    m_isReading = true;
    m_reader.add([this, folder = m_folder, model, take]() -> BackgroundQueue::Then {
        auto views = std::make_shared<FaultStore::Views>();
        try {
            *views = FaultStore(folder).views(model);
        } catch (const StoreError&) {
            // Logged; prints alone are compared.
        }
        return [this, take, views] {
            take(std::move(*views));
            if (!m_views.empty()) emit seen();
        };
    });
}

PictureView KnownFaults::viewOf(const Picture& picture) {
    const QString model = m_looker ? m_looker->model() : QString();
    if (model.isEmpty()) return {};
    if (model != m_viewsModel) readViews(model);
    if (model != m_viewsModel || m_views.empty()) return {};
    if (m_seen == picture.hash && m_view.model == model) return m_view;
    if (m_looking == picture.hash) return {};
    leave();
    m_looking = picture.hash;
    m_looker->look(picture, m_leave.get_token(), [this, hash = picture.hash](const PictureView& view) {
        m_looking.clear();
        m_seen = hash;
        m_view = view;
        emit seen();
    });
    return {};
}

void KnownFaults::leave() {
    m_leave.request_stop();
    m_leave = {};
    m_looking.clear();
}

QList<FaultMatch> KnownFaults::find(const Picture& picture, const QString& question) {
    QList<FaultMatch> matches;
    attempt([&] {
        refresh();
        const PictureView view = viewOf(picture);
        const QDateTime now = QDateTime::currentDateTimeUtc();
        for (const FoundFault& one : searchFaults(m_keys, m_views, PicturePrint::of(picture.thumbnail), view,
                                                  errorCodes(question), now)) {
            auto fault = m_store.fault(one.id);
            if (!fault) continue;
            FaultMatch match{*fault, one.distance, one.likeness, one.sameCodes, {}};
            match.differences = differencesOf(match, picture.thumbnail, question, now);
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
    m_isRead = false;  // it may have taken another one's place
    emit changed();
    return true;
}

void KnownFaults::remove(const QList<std::int64_t>& ids) {
    if (ids.isEmpty() || !attempt([&] { m_store.remove(ids); })) return;
    forget(ids);
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
