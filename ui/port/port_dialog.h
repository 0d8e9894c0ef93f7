#pragma once

#include <QDialog>
#include <QTimer>

class QCheckBox;
class QLabel;
class QLineEdit;
class QPushButton;

namespace app {
class PortSwitch;
}

namespace ui {

class QrCode;

/// The port at a glance: the switch, the address with its QR code, how many ask at this moment, and a new
/// key.
class PortDialog final : public QDialog {
    Q_OBJECT

 public:
    /// The switch outlives it.
    explicit PortDialog(app::PortSwitch& port, QWidget* parent = nullptr);

 signals:
    void settingsRequested();

 private:
    void layOut();
    void refresh();
    void countRequests();
    void makeKey();

    app::PortSwitch& m_port;
    QCheckBox* m_on;
    QLabel* m_state;
    QLineEdit* m_address;
    QPushButton* m_copy;
    QPushButton* m_open;
    QrCode* m_code;
    QLabel* m_codeHint;
    QLabel* m_requests;
    QLineEdit* m_keyName;
    QPushButton* m_newKey;
    QLineEdit* m_key;
    QPushButton* m_copyKey;
    QLabel* m_keyHint;
    QTimer m_clock;
};

}  // namespace ui
