#include "ui/picture_desk.h"

#include <QWidget>

#include "ui/chat/composer.h"
#include "ui/common/banner.h"
#include "ui/viewer/picture_editor.h"

namespace ui {

PictureDesk::PictureDesk(const WindowParts& parts) : QObject(parts.window), m_parts(parts) {
    connect(parts.composer, &Composer::openRequested, this, &PictureDesk::editAttachment);
}

void PictureDesk::editAttachment(int ticket) {
    const Attachment* attachment = m_parts.composer->attachments().find(ticket);
    if (attachment == nullptr || !attachment->isReady) return;
    auto* editor = new PictureEditor(attachment->picture, m_parts.window);
    connect(editor, &PictureEditor::used, this, [this, ticket](const app::PictureEdits& edits) {
        m_parts.composer->attachments().edit(ticket, edits);
        m_parts.composer->setFocus();
        if (!edits.hasRedactions() || !m_parts.composer->isEditing()) return;
        m_parts.banner->showSentence(
            BannerKind::Notice, tr("The earlier version of this question still has the picture as it was. "
                                   "Delete the conversation for good if nobody may see it."));
    });
    editor->open();
}

}  // namespace ui
