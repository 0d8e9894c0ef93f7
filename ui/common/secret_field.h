#pragma once

#include <QWidget>

class QLineEdit;
class QPushButton;

namespace ui {

/// A secret on its way to the keychain: typed unseen, kept by a button or Enter, and never shown again. One
/// that is there can only be forgotten.
class SecretField final : public QWidget {
    Q_OBJECT

 public:
    struct Words {
        QString name;    ///< of the field, for who can't see it
        QString tip;     ///< what the secret is for
        QString keep;    ///< what the button does, in a few words: "Keep the token"
        QString forget;  ///< "Forget the token"
    };
    /// Both names are those of objects.
    SecretField(const char* field, const char* button, const Words& words, QWidget* parent = nullptr);

    QByteArray typed() const;
    /// Whether the keychain has one.
    void setKept(bool isKept);
    /// The answer to keepAsked: what was kept is cleared, what wasn't stays to be tried again.
    void end(bool isDone);
    bool isKeeping() const { return m_isKeeping; }

 signals:
    /// Empty: the one that is there is to be forgotten. end() answers.
    void keepAsked(const QByteArray& secret);
    void typedChanged();

 protected:
    void keyPressEvent(QKeyEvent* event) override;

 private:
    void ask();
    void refresh();

    const Words m_words;
    QLineEdit* m_field;
    QPushButton* m_button;
    bool m_isKept = false;
    bool m_isKeeping = false;  ///< the keychain was asked
};

}  // namespace ui
