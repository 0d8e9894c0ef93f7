#pragma once

#include <QDialog>

class QPlainTextEdit;

namespace ui {

/// Many pictures came at once: the same question about each, one after the other, or the first ones beside
/// one question.
class QueueStart final : public QDialog {
    Q_OBJECT

 public:
    /// `most`: how many one question takes.
    QueueStart(int pictures, int most, const QString& question, QWidget* parent = nullptr);

 signals:
    void startRequested(const QString& question);
    void attachRequested();

 private:
    QPlainTextEdit* m_question;
};

}  // namespace ui
