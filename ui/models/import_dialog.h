#pragma once

#include <QDialog>

#include "app/models/model_rows.h"

class QComboBox;

namespace ui {

/// Before a model is copied from a folder: which one, what fits this computer, and with which weights.
class ImportDialog final : public QDialog {
    Q_OBJECT

 public:
    ImportDialog(const QString& folder, const app::FolderModel& model, QWidget* parent = nullptr);

 signals:
    void chosen(const QString& folder, app::WeightsChoice weights);

 private:
    QComboBox* m_weights;
};

}  // namespace ui
