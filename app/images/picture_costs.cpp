#include "app/images/picture_costs.h"

#include "app/conversations/conversation_store.h"
#include "app/conversations/store_database.h"
#include "app/conversations/store_error.h"
#include "app/models/model_service.h"
#include "app/settings/settings.h"

namespace app {
namespace {

constexpr int mostMeasured = 60;
constexpr int templateTokens = 12;       ///< around a question
constexpr double tokensPerLetter = 0.3;  ///< about; a Chinese character is nearer to 0.7
constexpr double tokensPerHan = 0.7;

int tokensOf(const QString& question) {
    double tokens = templateTokens;
    for (const QChar c : question)
        tokens += c.script() == QChar::Script_Han ? tokensPerHan : tokensPerLetter;
    return static_cast<int>(tokens);
}

}  // namespace

PictureCosts::PictureCosts(ModelService& models, Settings& settings, ConversationStore& store,
                           QObject* parent)
    : QObject(parent), m_models(models), m_settings(settings), m_store(store) {
    connect(&models, &ModelService::changed, this, &PictureCosts::follow);
    connect(&settings, &Settings::answersChanged, this, &PictureCosts::follow);
}

void PictureCosts::follow() {
    if (m_models.state() != ModelState::Ready) return;
    // What servers make of a picture isn't known: no figure is better than a wrong one.
    const bool isSeenHere = !m_models.summary().isElsewhere || m_settings.upstream().keepsPictures;
    const QString folder = isSeenHere ? m_models.summary().folder : QString();
    const int cap = m_settings.answers().pictureTokens;
    if (folder == m_folder && cap == m_cap) return;
    m_folder = folder;
    m_cap = cap;
    m_planner = folder.isEmpty() ? std::nullopt : PicturePlanner::of(folder, cap);
    measure();
    emit changed();
}

void PictureCosts::noteAnswer() {
    if (!m_planner) return;
    measure();
    emit changed();
}

/// First questions only: of later ones a part was computed before.
void PictureCosts::measure() {
    m_measured.clear();
    try {
        m_store.database().use([&](SQLite::Database& db) {
            SQLite::Statement rows(
                db,
                "SELECT image_tokens, prompt_tokens, first_token_seconds FROM turns WHERE model = ? AND "
                "position = 0 AND first_token_seconds > 0 ORDER BY id DESC LIMIT ?");
            rows.bind(1, m_models.summary().name.toStdString());
            rows.bind(2, mostMeasured);
            while (rows.executeStep()) {
                m_measured +=
                    {rows.getColumn(0).getInt(), rows.getColumn(1).getInt(), rows.getColumn(2).getDouble()};
            }
        });
    } catch (const StoreError&) {
        // Logged; there is no estimate then.
    }
}

std::optional<PicturePlan> PictureCosts::plan(const QSize& size) const {
    return m_planner ? m_planner->plan(size) : std::nullopt;
}

QList<QRect> PictureCosts::slices(const QSize& size) const {
    return m_planner ? m_planner->slices(size) : QList<QRect>();
}

std::optional<PictureCosts::Cost> PictureCosts::cost(const QList<QSize>& pictures,
                                                     const QString& question) const {
    if (!m_planner) return std::nullopt;
    Cost cost;
    for (const QSize& size : pictures) {
        if (const auto one = m_planner->plan(size)) cost.pictureTokens += one->tokens;
    }
    cost.seconds = expectedStart(m_measured, cost.pictureTokens, cost.pictureTokens + tokensOf(question));
    return cost;
}

}  // namespace app
