#pragma once

#include <QFrame>

#include "app/faults/fault.h"

class QLabel;
class QPlainTextEdit;
class QPushButton;
class QToolButton;

namespace ui {

/// A known fault that looks like the picture beside the question: its approved answer, and what differs. It
/// stands above the composer and sends nothing.
class FaultBar final : public QFrame {
    Q_OBJECT

 public:
    explicit FaultBar(QWidget* parent = nullptr);

    /// Empty hides it.
    void showMatches(const QList<app::FaultMatch>& matches);
    const QList<app::FaultMatch>& matches() const { return m_matches; }
    int current() const { return m_current; }

 signals:
    /// The approved answer, as plain text for the customer.
    void copyRequested(const QString& text);
    void editRequested(std::int64_t fault);
    void dismissed();

 protected:
    void changeEvent(QEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

 private:
    void layOut();
    void refresh();
    void fitAnswer();

    QList<app::FaultMatch> m_matches;
    int m_current = 0;
    QLabel* m_picture;
    QLabel* m_title;
    QLabel* m_differences;
    QPlainTextEdit* m_answer;
    QPushButton* m_copy;
    QPushButton* m_next;
    QPushButton* m_edit;
    QToolButton* m_close;
};

}  // namespace ui
