#pragma once

#include <QFrame>

#include "app/chat/turn.h"
#include "app/models/model_service.h"

class QLabel;
class QProgressBar;
class QToolButton;

namespace ui {

/// One line about the model: its name, what a demo is, where it computes, how fast the last answer came;
/// progress while one is loaded.
class ModelStrip final : public QFrame {
    Q_OBJECT

 public:
    explicit ModelStrip(QWidget* parent = nullptr);

    void showModel(app::ModelState state, double progress, const app::ModelSummary& summary);
    void showSpeed(const app::TurnStats& stats);

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
    QLabel* m_light;
    QLabel* m_name;
    QLabel* m_badge;
    QLabel* m_detail;
    QProgressBar* m_progress;
    QToolButton* m_choose;
};

}  // namespace ui
