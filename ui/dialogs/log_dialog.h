#pragma once

#include <QDialog>
#include <QTimer>

class QComboBox;
class QPlainTextEdit;

namespace ui {

/// The end of the log as it grows, for who is asked for it.
class LogDialog final : public QDialog {
    Q_OBJECT

 public:
    explicit LogDialog(const QString& file, QWidget* parent = nullptr);

 private:
    void layOut();
    void read();

    QString m_file;
    QByteArray m_shown;
    QComboBox* m_level;
    QPlainTextEdit* m_text;
    QTimer m_timer;
};

}  // namespace ui
