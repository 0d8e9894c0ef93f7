#pragma once

#include <functional>

#include <QFrame>
#include <QPointer>

class QLineEdit;

namespace ui {

class ChoiceList;

/// Something that can be done or opened.
struct Command {
    QString text;
    QString detail;
    QString icon;  ///< of resources/icons; may be empty
    QString more;  ///< found by these words too, such as the English ones
    std::function<void()> run;
    bool isOffered = true;  ///< before anything is typed
};

/// A field across the top of the window that finds commands by what is typed, the best first. Goes when one
/// was run, on Esc, and when the keyboard goes elsewhere.
class CommandPalette final : public QFrame {
    Q_OBJECT

 public:
    CommandPalette(QList<Command> commands, QWidget* window);

 protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

 private:
    void filter();
    void fit();
    void runCurrent();
    void leave();

    QList<Command> m_commands;
    QList<int> m_shown;  ///< places in m_commands
    QLineEdit* m_field;
    ChoiceList* m_list;
    QPointer<QWidget> m_before;  ///< had the keyboard
};

}  // namespace ui
