#include "ui/models/site_form.h"

#include <QCheckBox>
#include <QComboBox>
#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>

#include "app/models/model_manager.h"
#include "app/settings/settings.h"
#include "ui/common/secret_field.h"
#include "ui/settings/path_field.h"

namespace ui {

SiteForm::SiteForm(app::ModelManager& manager, app::Settings& settings, QWidget* parent)
    : QWidget(parent),
      m_manager(manager),
      m_settings(settings),
      m_site(new QComboBox),
      m_mirror(new QLineEdit),
      m_token(new SecretField(
          "modelToken", "modelKeepToken",
          {tr("Token"), tr("For models that are not public; the keychain of the desktop keeps it"),
           tr("Keep the token"), tr("Forget the token")})),
      m_tokenFile(
          new PathField(PathField::Kind::File, "modelTokenFile", tr("Choose the file with the token"))),
      m_daily(new QCheckBox(tr("Look for updates daily"))) {
    setObjectName(QStringLiteral("modelSiteForm"));
    m_site->setObjectName(QStringLiteral("modelSite"));
    m_site->addItem(QStringLiteral("Hugging Face"));
    m_site->addItem(QStringLiteral("ModelScope"));
    m_site->setAccessibleName(tr("Models come from"));
    m_site->setToolTip(tr("Whose addresses are asked; a mirror answers to the same ones"));
    m_mirror->setObjectName(QStringLiteral("modelMirror"));
    m_mirror->setAccessibleName(tr("Company mirror"));
    m_mirror->setToolTip(
        tr("Base address of a server of yours that holds the models; empty: the site itself"));
    m_mirror->setPlaceholderText(QStringLiteral("https://models.example.com"));
    m_tokenFile->setFieldName(tr("Token file"));
    m_tokenFile->setPlaceholder(tr("None"));
    m_tokenFile->setToolTip(tr("Where there is no keychain: a file with the token alone, for you only"));
    m_daily->setObjectName(QStringLiteral("modelDaily"));
    m_daily->setToolTip(tr("Asks the site once a day whether an installed model has a newer revision"));
    layOut();
    showSettings();

    connect(m_site, &QComboBox::activated, this, &SiteForm::keep);
    connect(m_daily, &QCheckBox::clicked, this, &SiteForm::keep);
    connect(m_mirror, &QLineEdit::editingFinished, this, &SiteForm::keep);
    connect(m_tokenFile, &PathField::edited, this, &SiteForm::keep);
    connect(m_token, &SecretField::keepAsked, &manager, &app::ModelManager::keepToken);
    connect(&manager, &app::ModelManager::tokenKept, this, &SiteForm::onTokenKept);
    connect(&settings, &app::Settings::downloadsChanged, this, &SiteForm::showSettings);
}

void SiteForm::layOut() {
    auto* grid = new QGridLayout(this);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(10);
    grid->setVerticalSpacing(8);
    grid->setColumnStretch(1, 1);
    grid->setColumnStretch(4, 1);
    const auto label = [](const QString& text, QWidget* field) {
        auto* made = new QLabel(text);
        made->setBuddy(field);
        return made;
    };
    grid->addWidget(label(tr("Models come from"), m_site), 0, 0);
    grid->addWidget(m_site, 0, 1, 1, 2);
    grid->addWidget(label(tr("Company mirror"), m_mirror), 0, 3);
    grid->addWidget(m_mirror, 0, 4);
    grid->addWidget(label(tr("Token"), m_token), 1, 0);
    grid->addWidget(m_token, 1, 1, 1, 2);
    grid->addWidget(label(tr("Token file"), m_tokenFile), 1, 3);
    grid->addWidget(m_tokenFile, 1, 4);
    grid->addWidget(m_daily, 2, 0, 1, 5);
}

void SiteForm::showSettings() {
    const app::DownloadSettings downloads = m_settings.downloads();
    m_site->setCurrentIndex(downloads.site == app::ModelSite::ModelScope ? 1 : 0);
    m_mirror->setText(downloads.mirror);
    m_tokenFile->setPath(downloads.tokenFile);
    m_daily->setChecked(downloads.asksDaily);
    m_token->setKept(downloads.isTokenInKeychain);
}

app::DownloadSettings SiteForm::chosen() const {
    app::DownloadSettings downloads = m_settings.downloads();
    downloads.site = m_site->currentIndex() == 1 ? app::ModelSite::ModelScope : app::ModelSite::HuggingFace;
    downloads.mirror = m_mirror->text().trimmed();
    downloads.tokenFile = m_tokenFile->path().trimmed();
    downloads.asksDaily = m_daily->isChecked();
    return downloads;
}

void SiteForm::keep() {
    const app::DownloadSettings downloads = chosen();
    if (downloads == m_settings.downloads()) return;
    const QString problem = app::problemOf(downloads);
    if (problem.isEmpty()) m_settings.setDownloads(downloads);
    emit said(problem, !problem.isEmpty());
}

void SiteForm::onTokenKept(const QString& problem) {
    if (!m_token->isKeeping()) return;  // another window's
    const bool isKept = !m_token->typed().isEmpty();
    m_token->end(problem.isEmpty());
    if (problem.isEmpty()) {
        app::DownloadSettings downloads = m_settings.downloads();
        downloads.isTokenInKeychain = isKept;
        m_settings.setDownloads(downloads);
    }
    emit said(!problem.isEmpty() ? problem
              : isKept           ? tr("The keychain keeps the token; it is not shown again.")
                                 : tr("The token is forgotten."),
              !problem.isEmpty());
}

}  // namespace ui
