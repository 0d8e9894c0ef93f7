#pragma once

#include <QFrame>

class QLabel;
class QPushButton;

namespace app {
class PictureCosts;
}

namespace ui {

class Attachments;
class QuestionEdit;

/// What the pictures beside the question will cost, in one line; and what helps where one of them is larger
/// than the model can use.
class AttachmentCost final : public QFrame {
    Q_OBJECT

 public:
    /// All outlive it.
    AttachmentCost(Attachments& attachments, const QuestionEdit& edit, const app::PictureCosts& costs,
                   QWidget* parent = nullptr);

    QString text() const;

 signals:
    /// The agent wants to cut out the part that matters.
    void cropRequested(int ticket);

 protected:
    void changeEvent(QEvent* event) override;

 private:
    void refresh();
    void offer();
    QString costLine() const;

    Attachments& m_attachments;
    const QuestionEdit& m_edit;
    const app::PictureCosts& m_costs;
    QLabel* m_cost;
    QLabel* m_hint;
    QPushButton* m_crop;
    QPushButton* m_cut;
    int m_large = 0;  ///< ticket of the first picture that the model cannot use whole; 0: none
};

}  // namespace ui
