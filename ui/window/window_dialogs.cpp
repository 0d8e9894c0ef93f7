#include "ui/window/window_dialogs.h"

#include <QDesktopServices>
#include <QFileDialog>
#include <QUrl>

#include "app/images/image_importer.h"
#include "app/models/model_service.h"
#include "app/services.h"
#include "app/settings/settings.h"
#include "ui/chat/composer.h"
#include "ui/chat/markdown_document.h"
#include "ui/dialogs/about_dialog.h"
#include "ui/viewer/picture_viewer.h"

namespace ui {

WindowDialogs::WindowDialogs(app::Services& services, Composer& composer, QWidget* window)
    : QObject(window), m_services(services), m_composer(composer), m_window(window) {}

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

void WindowDialogs::showPictures(const QList<app::Picture>& pictures, int first) {
    if (!pictures.isEmpty()) (new PictureViewer(pictures, first, m_window))->open();
}

void WindowDialogs::showAbout() {
    (new AboutDialog(m_window))->open();
}

void WindowDialogs::openLink(const QString& address) {
    if (isOpenable(address)) QDesktopServices::openUrl(QUrl(address));
}

}  // namespace ui
