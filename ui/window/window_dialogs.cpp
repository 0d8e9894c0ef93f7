#include "ui/window/window_dialogs.h"

#include <QDesktopServices>
#include <QDir>
#include <QFile>
#include <QFileDialog>
#include <QUrl>

#include "app/chat/chat_service.h"
#include "app/images/image_importer.h"
#include "app/models/bundled.h"
#include "app/models/model_service.h"
#include "app/services.h"
#include "app/settings/settings.h"
#include "ui/chat/composer.h"
#include "ui/chat/markdown_document.h"
#include "ui/dialogs/about_dialog.h"
#include "ui/dialogs/log_dialog.h"
#include "ui/guide/guide_dialog.h"
#include "ui/settings/settings_dialog.h"
#include "ui/snippets/snippet_dialog.h"

namespace ui {

WindowDialogs::WindowDialogs(app::Services& services, const Actions& actions, Composer& composer,
                             QWidget* window)
    : QObject(window), m_services(services), m_actions(actions), m_composer(composer), m_window(window) {}

void WindowDialogs::open(QFileDialog* dialog) {
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

void WindowDialogs::choosePictures() {
    auto* dialog = new QFileDialog(m_window, tr("Attach pictures"));
    dialog->setObjectName(QStringLiteral("pictureDialog"));
    dialog->setFileMode(QFileDialog::ExistingFiles);
    dialog->setNameFilters(pictureNameFilters());
    connect(dialog, &QFileDialog::filesSelected, this, [this](const QStringList& files) {
        m_composer.addFiles(files);
        m_composer.setFocus();
    });
    open(dialog);
}

void WindowDialogs::chooseModelFolder() {
    auto* dialog = new QFileDialog(m_window, tr("Open a model folder"), m_services.settings().modelFolder());
    dialog->setObjectName(QStringLiteral("modelDialog"));
    dialog->setFileMode(QFileDialog::Directory);
    dialog->setOption(QFileDialog::ShowDirsOnly);
    connect(dialog, &QFileDialog::fileSelected, this,
            [this](const QString& folder) { m_services.models().load(folder); });
    open(dialog);
}

void WindowDialogs::showSnippets() {
    (new SnippetDialog(m_services.snippets(), m_window))->open();
}

void WindowDialogs::showServers() {
    auto* dialog = new SettingsDialog(m_services.settings(), m_services.models(), m_actions, m_window);
    dialog->showPage(QStringLiteral("upstreamPage"));
    dialog->open();
}

void WindowDialogs::showSettings() {
    (new SettingsDialog(m_services.settings(), m_services.models(), m_actions, m_window))->open();
}

void WindowDialogs::showGuide() {
    const QString sample =
        QDir(app::bundled::samplesFolder()).filePath(QStringLiteral("router_red_light.png"));
    auto* guide = new GuideDialog(m_services.settings(), m_services.models(),
                                  QFile::exists(sample) ? sample : QString(), m_window);
    connect(guide, &GuideDialog::modelWanted, this, [this, guide] { emit modelsWanted(guide); });
    connect(guide, &GuideDialog::asked, this, [this](const QString& file, const QString& question) {
        m_services.chat().startConversation();
        m_composer.addFiles({file});
        m_composer.suggest(question);
        m_composer.send();  // as soon as the picture is open
    });
    m_services.settings().setWelcomed();
    guide->open();
}

void WindowDialogs::showLog() {
    const QString file = QDir(m_services.folder()).filePath(QStringLiteral("logs/glancedesk.log"));
    (new LogDialog(file, m_window))->open();
}

void WindowDialogs::showAbout() {
    (new AboutDialog(m_window))->open();
}

void WindowDialogs::openLink(const QString& address) {
    if (isOpenable(address)) QDesktopServices::openUrl(QUrl(address));
}

}  // namespace ui
