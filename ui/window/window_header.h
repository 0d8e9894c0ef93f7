#pragma once

#include <QFrame>

#include "ui/actions.h"

class QLabel;
class QToolButton;

namespace ui {

/// The bar across the top: the list of conversations, the product's name, a few actions and the menu.
class WindowHeader final : public QFrame {
    Q_OBJECT

 public:
    /// The actions outlive it.
    explicit WindowHeader(const Actions& actions, QWidget* parent = nullptr);

    /// A button for an action, left of those that are there at the right end.
    QToolButton* addAction(ActionId id, const char* name);

 protected:
    void changeEvent(QEvent* event) override;

 private:
    QToolButton* makeButton(const char* name);
    void retranslate();

    const Actions& m_actions;
    QLabel* m_name;
    QToolButton* m_toggle;
    QToolButton* m_leftmost;  ///< of those at the right end
    QToolButton* m_menu;
};

}  // namespace ui
