#pragma once

#include <QList>
#include <QObject>

#include "app/images/picture.h"
#include "app/images/picture_edits.h"
#include "ui/chat/drop_reader.h"

namespace app {
class ImageImporter;
}

namespace ui {

/// A picture beside the question that is being written.
struct Attachment {
    int ticket = 0;
    QString name;
    bool isReady = false;
    app::Picture picture;
};

/// The pictures of the next question, in the order they came; each is opened by the importer.
class Attachments final : public QObject {
    Q_OBJECT

 public:
    static constexpr int kMost = 10;

    explicit Attachments(app::ImageImporter& importer, QObject* parent = nullptr);

    void add(const DroppedItem& item);
    /// What came at once; more than a question takes is offered as a whole by tooMany.
    void addAll(const std::vector<DroppedItem>& items);
    void add(const app::Picture& picture);  ///< opened already
    void remove(int ticket);
    /// The edited picture takes the place of the one that is there, under a new ticket. If it cannot be used
    /// there is none: what was redacted never goes along by mistake.
    void edit(int ticket, const app::PictureEdits& edits);
    /// Parts of it, in order, take its place.
    void cut(int ticket, const QList<QRect>& parts);
    const Attachment* find(int ticket) const;
    void clear();

    const QList<Attachment>& items() const { return m_items; }
    bool isOpening() const;
    QList<app::Picture> pictures() const;

 signals:
    void changed();
    /// One sentence: why a picture is missing, or what was left out of one.
    void refused(const QString& sentence);
    void noticed(const QString& sentence);
    void tooMany(const std::vector<ui::DroppedItem>& items);

 private:
    QList<Attachment>::iterator place(int ticket);
    void onImported(int ticket, const app::Picture& picture);
    void onRefused(int ticket, const QString& sentence);

    app::ImageImporter& m_importer;
    QList<Attachment> m_items;
    int m_own = 0;  ///< counts down: tickets of pictures that the importer never saw
};

}  // namespace ui
