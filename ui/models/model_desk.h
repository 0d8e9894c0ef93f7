#pragma once

#include <QObject>
#include <QPointer>

#include "ui/window/window_parts.h"

namespace ui {

class ModelWindow;

/// Connects the models with the window: their own window opens, and while it is closed the banner tells how
/// work on a model ended and that there is an update.
class ModelDesk final : public QObject {
    Q_OBJECT

 public:
    /// Lives as long as the window.
    explicit ModelDesk(const WindowParts& parts);

    void showModels(const QString& model = {});
    /// Above a dialog that keeps its user from the window; it goes with the dialog.
    void showModelsOver(QWidget* dialog);

 private:
    ModelWindow* makeWindow(QWidget* parent);
    void tell(bool isProblem, const QString& model, const QString& sentence);

    const WindowParts m_parts;
    QPointer<ModelWindow> m_window;
};

}  // namespace ui
