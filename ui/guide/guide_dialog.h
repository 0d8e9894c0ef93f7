#pragma once

#include <QDialog>

class QComboBox;
class QLabel;
class QPushButton;
class QStackedWidget;

namespace app {
class ModelService;
class Settings;
}  // namespace app

namespace ui {

/// The first steps: language and look, the model, and a sample screenshot that is asked about at the end.
class GuideDialog final : public QDialog {
    Q_OBJECT

 public:
    /// Both outlive it; `sample` is a picture's path, empty without one.
    GuideDialog(app::Settings& settings, app::ModelService& models, const QString& sample,
                QWidget* parent = nullptr);

 signals:
    void modelWanted();
    /// The sample with this question.
    void asked(const QString& file, const QString& question);

 protected:
    void changeEvent(QEvent* event) override;

 private:
    QWidget* makeLookPage();
    QWidget* makeModelPage();
    QWidget* makeSamplePage();
    QLabel* addText(QWidget* page, const char* name, const char* role);
    void go(int step);
    void showModel();
    void retranslate();

    app::Settings& m_settings;
    app::ModelService& m_models;
    QString m_sample;
    QStackedWidget* m_pages;
    QLabel* m_title[3];
    QLabel* m_text[3];
    QLabel* m_languageLabel;
    QComboBox* m_language;
    QLabel* m_themeLabel;
    QComboBox* m_theme;
    QLabel* m_model;
    QPushButton* m_choose;
    QLabel* m_picture;
    QLabel* m_question;
    QLabel* m_place;
    QPushButton* m_skip;
    QPushButton* m_back;
    QPushButton* m_next;
};

}  // namespace ui
