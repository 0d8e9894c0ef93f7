#pragma once

#include <QPlainTextEdit>

namespace ui {

/// The field for the question. Enter sends and Shift+Enter makes a new line; Enter that belongs to an input
/// method (Chinese, Japanese) does neither. Grows with its text to a limit.
class QuestionEdit final : public QPlainTextEdit {
    Q_OBJECT

 public:
    explicit QuestionEdit(QWidget* parent = nullptr);

    bool isComposing() const { return m_composing; }
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

 signals:
    void sendRequested();
    /// Something was pasted; valid during the call.
    void pasted(const QMimeData* source);
    void focusChanged(bool focused);

 protected:
    void keyPressEvent(QKeyEvent* event) override;
    void inputMethodEvent(QInputMethodEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    bool canInsertFromMimeData(const QMimeData* source) const override;
    void insertFromMimeData(const QMimeData* source) override;

 private:
    int heightFor(int lines) const;
    void grow();

    bool m_composing = false;
};

}  // namespace ui
