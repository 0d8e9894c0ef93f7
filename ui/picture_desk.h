#pragma once

#include <QObject>

#include "ui/window/window_parts.h"

namespace ui {

/// Connects what is done with pictures before a question is sent: editing them.
class PictureDesk final : public QObject {
    Q_OBJECT

 public:
    /// Lives as long as the window.
    explicit PictureDesk(const WindowParts& parts);

 private:
    void editAttachment(int ticket);

    const WindowParts m_parts;
};

}  // namespace ui
