#pragma once

#include <QFrame>

#include "app/activity/activity_meter.h"
#include "app/chat/turn.h"
#include "app/models/model_service.h"

class QLabel;
class QProgressBar;
class QToolButton;

namespace ui {

class ElidedLabel;
class SpeedPlot;

/// One line about the model: its name, what a demo is, where it computes, how fast the last answer came, how
/// much memory is held, and the last minute's speed; progress while one is loaded.
class ModelStrip final : public QFrame {
    Q_OBJECT

 public:
    explicit ModelStrip(QWidget* parent = nullptr);

    void showModel(app::ModelState state, double progress, const app::ModelSummary& summary);
    void showSpeed(const app::TurnStats& stats);
    void showActivity(const app::ActivitySample& sample);

 signals:
    void chooseRequested();

 protected:
    void changeEvent(QEvent* event) override;

 private:
    void retranslate();
    QString detail() const;

    app::ModelState m_state = app::ModelState::None;
    double m_progressValue = 0;
    app::ModelSummary m_summary;
    app::TurnStats m_stats;
    std::int64_t m_memory = 0;  ///< bytes; 0: unknown
    QLabel* m_light;
    QLabel* m_name;
    QLabel* m_badge;
    ElidedLabel* m_detail;
    SpeedPlot* m_plot;
    QProgressBar* m_progress;
    QToolButton* m_choose;
};

}  // namespace ui
