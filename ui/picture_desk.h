#pragma once

#include <QObject>

#include "ui/capture/screen_capture.h"
#include "ui/window/window_parts.h"

namespace ui {

/// Connects what is done with pictures before a question is sent: capturing and editing them, what
/// they cost; and shows what answers say about places on them.
class PictureDesk final : public QObject {
    Q_OBJECT

 public:
    /// Lives as long as the window.
    explicit PictureDesk(const WindowParts& parts);

    void capture(CaptureKind kind) { m_capture.start(kind); }
    /// Those of a turn of the open conversation, large, with the places that its answers speak of.
    void showPictures(int turn, int picture);

 private:
    enum class Start { Redacting, Cropping };
    void connectCapture();
    void connectCost();
    void editAttachment(int ticket, Start start);

    const WindowParts m_parts;
    ScreenCapture m_capture;
};

}  // namespace ui
