#include "ui/chat/attachments.h"

#include <algorithm>

#include <QFileInfo>
#include <QMetaMethod>

#include "app/images/image_importer.h"
#include "app/overloaded.h"

namespace ui {

Attachments::Attachments(app::ImageImporter& importer, QObject* parent)
    : QObject(parent), m_importer(importer) {
    connect(&importer, &app::ImageImporter::imported, this, &Attachments::onImported);
    connect(&importer, &app::ImageImporter::refused, this,
            [this](int ticket, const QString&, const QString& sentence) { onRefused(ticket, sentence); });
}

void Attachments::add(const DroppedItem& item) {
    if (m_items.size() >= kMost) {
        emit refused(tr("A question takes at most %n picture(s): remove one first.", nullptr, kMost));
        return;
    }
    Attachment attachment;
    attachment.ticket = std::visit(app::Overloaded{[&](const DroppedFile& file) {
                                                       attachment.name = QFileInfo(file.path).fileName();
                                                       return m_importer.addFile(file.path);
                                                   },
                                                   [&](const DroppedBytes& bytes) {
                                                       attachment.name = bytes.name;
                                                       return m_importer.addBytes(bytes.bytes, bytes.name);
                                                   },
                                                   [&](const DroppedImage& image) {
                                                       attachment.name = image.name;
                                                       return m_importer.addImage(image.image, image.name);
                                                   }},
                                   item);
    m_items += attachment;
    emit changed();
}

void Attachments::addAll(const std::vector<DroppedItem>& items) {
    if (items.size() > kMost && isSignalConnected(QMetaMethod::fromSignal(&Attachments::tooMany))) {
        emit tooMany(items);
        return;
    }
    for (const DroppedItem& item : items)
        add(item);
}

void Attachments::add(const app::Picture& picture) {
    if (m_items.size() >= kMost) return;
    m_items += {--m_own, picture.name, true, picture};
    emit changed();
}

void Attachments::remove(int ticket) {
    if (m_items.removeIf([&](const Attachment& item) { return item.ticket == ticket; }) > 0) emit changed();
}

QList<Attachment>::iterator Attachments::place(int ticket) {
    return std::find_if(m_items.begin(), m_items.end(),
                        [&](const Attachment& item) { return item.ticket == ticket; });
}

const Attachment* Attachments::find(int ticket) const {
    const auto found = std::find_if(m_items.begin(), m_items.end(),
                                    [&](const Attachment& item) { return item.ticket == ticket; });
    return found == m_items.end() ? nullptr : &*found;
}

void Attachments::edit(int ticket, const app::PictureEdits& edits) {
    const auto found = place(ticket);
    if (found == m_items.end() || !found->isReady) return;
    const QString name = found->name;
    *found = {m_importer.addEdited(found->picture.image, edits, name), name, false, {}};
    emit changed();
}

void Attachments::cut(int ticket, const QList<QRect>& parts) {
    const auto found = place(ticket);
    if (found == m_items.end() || !found->isReady || parts.isEmpty()) return;
    if (m_items.size() - 1 + parts.size() > kMost) {
        emit refused(tr("A question takes at most %n picture(s): remove one first.", nullptr, kMost));
        return;
    }
    const Attachment whole = *found;
    auto at = found - m_items.begin();
    m_items.removeAt(at);
    for (qsizetype i = 0; i < parts.size(); ++i) {
        app::PictureEdits edits;
        edits.crop = parts[i];
        const QString name = tr("%1, part %2").arg(whole.name).arg(i + 1);
        m_items.insert(at++, {m_importer.addEdited(whole.picture.image, edits, name), name, false, {}});
    }
    emit changed();
}

void Attachments::clear() {
    if (m_items.isEmpty()) return;
    m_items.clear();
    emit changed();
}

bool Attachments::isOpening() const {
    return std::any_of(m_items.begin(), m_items.end(), [](const Attachment& item) { return !item.isReady; });
}

QList<app::Picture> Attachments::pictures() const {
    QList<app::Picture> pictures;
    for (const Attachment& item : m_items) {
        if (item.isReady) pictures += item.picture;
    }
    return pictures;
}

void Attachments::onImported(int ticket, const app::Picture& picture) {
    const auto found = place(ticket);
    if (found == m_items.end()) return;  // removed meanwhile, or somebody else's
    found->picture = picture;
    found->isReady = true;
    emit changed();
    if (!picture.notice.isEmpty()) emit noticed(picture.notice);
}

void Attachments::onRefused(int ticket, const QString& sentence) {
    const auto removed = m_items.removeIf([&](const Attachment& item) { return item.ticket == ticket; });
    if (removed == 0) return;
    emit refused(sentence);  // first: a question that waits for this picture mustn't go without it
    emit changed();
}

}  // namespace ui
