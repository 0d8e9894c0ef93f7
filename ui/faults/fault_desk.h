#pragma once

#include <QObject>
#include <QTimer>

#include "ui/window/window_parts.h"

namespace ui {

class FaultBar;

/// Connects known faults with the window: answers are approved, a picture beside the question finds them, and
/// what is found is shown before anything is sent.
class FaultDesk final : public QObject {
    Q_OBJECT

 public:
    /// Lives as long as the window.
    explicit FaultDesk(const WindowParts& parts);

    void approve(int turn);
    void showAll(std::int64_t first = 0);

 private:
    void look();

    const WindowParts m_parts;
    FaultBar* m_bar;
    QByteArray m_dismissed;  ///< hash of the picture whose matches the agent doesn't want
    QTimer m_pause;          ///< joins what is typed into one search
};

}  // namespace ui
