#pragma once

#include <QWidget>

class QLabel;
class QProgressBar;

namespace app {
struct ModelProgress;
}

namespace ui {

/// How far the work on one model is: a bar and a line of words.
class WorkLine final : public QWidget {
    Q_OBJECT

 public:
    explicit WorkLine(QWidget* parent = nullptr);

    void showProgress(const app::ModelProgress& progress);

 private:
    QProgressBar* m_bar;
    QLabel* m_text;
};

}  // namespace ui
