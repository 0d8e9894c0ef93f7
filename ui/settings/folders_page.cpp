#include "ui/settings/folders_page.h"

#include <QDesktopServices>
#include <QDir>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QUrl>

#include "app/models/bundled.h"
#include "app/settings/settings.h"
#include "ui/settings/path_field.h"

namespace ui {

FoldersPage::FoldersPage(app::Settings& settings)
    : SettingsPage("foldersPage", tr("Folders"), QStringLiteral("folder")),
      m_settings(settings),
      m_exports(
          new PathField(PathField::Kind::Folder, "exportFolderField", tr("Choose the folder for exports"))) {
    m_exports->setPath(settings.exportFolder());
    m_exports->setPlaceholder(tr("Your folder for documents"));
    m_exports->setFieldName(tr("Exports"));
    const QDir kept(settings.folder());
    addRow(tr("Exports"), m_exports, tr("Where conversations and tables are offered to be saved."));
    addShown(
        "dataFolder", tr("Kept here"), kept.path(),
        tr("Conversations, known faults and settings. Copy this folder while the program is closed to back "
           "them up; the option --data of the program names another one."));
    addShown("picturesFolder", tr("Pictures"), kept.filePath(QStringLiteral("pictures")),
             tr("As they were sent: what was redacted is not in them."));
    addShown("logFolder", tr("Log"), kept.filePath(QStringLiteral("logs")),
             tr("What the program did; without questions, answers and names of pictures."));
    addShown("serverFolder", tr("Port"), kept.filePath(QStringLiteral("server")),
             tr("The port's keys, kept answers and audit log."));
    addShown("samplesFolder", tr("Samples"), app::bundled::samplesFolder(), tr("Screenshots to try."));
    finish();
}

void FoldersPage::addShown(const char* name, const QString& label, const QString& path, const QString& hint) {
    if (path.isEmpty()) return;
    auto* row = new QWidget;
    auto* edit = new QLineEdit(QDir::toNativeSeparators(path));
    edit->setObjectName(QString::fromLatin1(name) + QStringLiteral("Path"));
    edit->setReadOnly(true);
    edit->setCursorPosition(0);
    auto* open = new QPushButton(tr("Open"));
    open->setObjectName(QString::fromLatin1(name) + QStringLiteral("Open"));
    open->setAutoDefault(false);
    open->setAccessibleName(tr("Open: %1").arg(label));
    open->setEnabled(QFileInfo(path).isDir());
    if (!open->isEnabled()) open->setToolTip(tr("Nothing has been kept there yet."));
    connect(open, &QPushButton::clicked, this,
            [path] { QDesktopServices::openUrl(QUrl::fromLocalFile(path)); });
    auto* inside = new QHBoxLayout(row);
    inside->setContentsMargins(0, 0, 0, 0);
    inside->setSpacing(6);
    inside->addWidget(edit, 1);
    inside->addWidget(open);
    row->setFocusProxy(edit);
    addRow(label, row, hint);
}

QString FoldersPage::problem() const {
    const QString path = m_exports->path();
    // One that was there before, on a disk that is away now, holds nothing else up.
    if (path.isEmpty() || path == m_settings.exportFolder()) return {};
    const QFileInfo folder(path);
    if (!folder.isDir()) return tr("There is no folder %1.").arg(path);
    if (!folder.isWritable()) return tr("The folder %1 cannot be written: choose another one.").arg(path);
    return {};
}

void FoldersPage::save() {
    m_settings.setExportFolder(m_exports->path());
}

}  // namespace ui
