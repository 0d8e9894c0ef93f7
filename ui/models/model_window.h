#pragma once

#include <QDialog>

#include "ui/models/model_bar.h"

class QLabel;
class QPushButton;
class QTableView;

namespace app {
class ModelManager;
class ModelService;
class Settings;
struct ModelUpdate;
}  // namespace app

namespace ui {

class ModelTable;
class WorkLine;

/// The models of this computer and those that can be had: what fits, what is under way, and what to do with
/// them. It stands beside the window; work goes on when it is closed.
class ModelWindow final : public QDialog {
    Q_OBJECT

 public:
    /// All outlive it.
    ModelWindow(app::ModelManager& manager, app::ModelService& models, app::Settings& settings,
                QWidget* parent = nullptr);

    void choose(const QString& model);

 private:
    void makeTable();
    QWidget* makeFooter();
    void layOut(QWidget* site);
    void listen();
    void chooseFolderOf(const QString& folder);
    void keepChoice();
    void refresh();
    void act(ModelDeed deed, const QString& name, app::WeightsChoice weights);
    void use(const QString& name);
    void askToRemove(const QString& name);
    void load(const QString& folder, const QString& name);
    void chooseFolder(const char* name, const QString& title,
                      void (*then)(ModelWindow& window, const QString& folder));
    void askToImport(const QString& folder);
    void import(const QString& folder, app::WeightsChoice weights);
    void onModelChanged();
    void onUpdates(const QList<app::ModelUpdate>& updates, const QString& problem);
    void say(const QString& sentence, bool isProblem);

    app::ModelManager& m_manager;
    app::ModelService& m_models;
    ModelTable* m_rows;
    QTableView* m_table;
    QLabel* m_details;
    WorkLine* m_work;
    ModelBar* m_bar;
    QLabel* m_notice;
    QPushButton* m_look;
    QString m_importing;  ///< to be chosen when it is there; empty: none
    QString m_chosen;     ///< by name: rows come and go
    QString m_loading;    ///< asked for here; empty: none
};

}  // namespace ui
