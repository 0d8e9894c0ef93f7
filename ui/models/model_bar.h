#pragma once

#include <array>

#include <QWidget>

#include "app/models/model_rows.h"

class QComboBox;
class QPushButton;

namespace ui {

/// What can be done with a model.
enum class ModelDeed { Download, GoOn, Convert, Pause, Use, Verify, Update, GoBack, Remove, Count };

/// The buttons of the chosen model: those alone that make sense for it now.
class ModelBar final : public QWidget {
    Q_OBJECT

 public:
    explicit ModelBar(QWidget* parent = nullptr);

    /// `works`: something is under way with it; `loads`: a model is being loaded into the window. Null: no
    /// model is chosen. The keyboard stays on a button when its own goes.
    void showModel(const app::ModelRow* row, bool works, bool loads);
    /// To the first button that is there.
    void takeKeyboard();

 signals:
    /// `weights`: of a download or a conversion; Auto: as published.
    void asked(ui::ModelDeed deed, const QString& name, app::WeightsChoice weights);

 private:
    void offerWeights(const app::ModelRow& row, bool converts);

    QString m_name;
    QString m_offered;  ///< for whom and what the weights were listed
    QComboBox* m_weights;
    std::array<QPushButton*, static_cast<std::size_t>(ModelDeed::Count)> m_buttons{};
};

}  // namespace ui
