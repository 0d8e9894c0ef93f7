#pragma once

#include <QDialog>

namespace ui {

/// Version, what is a demo, and whose work the program stands on.
class AboutDialog final : public QDialog {
    Q_OBJECT

 public:
    explicit AboutDialog(QWidget* parent = nullptr);
};

}  // namespace ui
