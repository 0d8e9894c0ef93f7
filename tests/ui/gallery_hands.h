#pragma once

#include <functional>
#include <stdexcept>

#include "tests/ui/all_windows.h"

namespace test {

// What the stories of the gallery have in common.

inline const QString kSamples = QStringLiteral(GLANCEDESK_SOURCE_DIR "/resources/samples/");

inline void require(bool holds, const char* what) {
    if (!holds) throw std::runtime_error(what);
}

inline void waitFor(const std::function<bool()>& holds, const char* what) {
    require(QTest::qWaitFor(holds, 20'000), what);
}

/// Words in the language of the window.
struct Words {
    bool isChinese;
    QString operator()(const char* chinese, const char* english) const {
        return QString::fromUtf8(isChinese ? chinese : english);
    }
};

inline Desk& themed(Desk& desk, app::Theme theme) {
    desk.services.settings().setTheme(theme);
    desk.window.resize(1180, 780);
    return desk;
}

inline void closeAndForget(QWidget* window) {
    window->close();
    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
}

}  // namespace test
