#pragma once

#include <functional>

#include <QImage>
#include <QObject>

#include "app/background/background_queue.h"
#include "app/images/image_import.h"
#include "app/images/picture.h"
#include "app/images/picture_edits.h"

namespace app {

/// Opens pictures under limits on a worker thread, in the order they were given; results arrive on the thread
/// of this object. Every add ends in exactly one signal with its ticket.
class ImageImporter final : public QObject {
    Q_OBJECT

 public:
    explicit ImageImporter(QObject* parent = nullptr);
    ~ImageImporter() override;

    int addFile(const QString& path);
    int addBytes(const QByteArray& bytes, const QString& name);
    int addImage(const QImage& image, const QString& name);
    /// As it is after these edits; nothing of what they take away goes on.
    int addEdited(const QImage& image, const PictureEdits& edits, const QString& name);

 signals:
    void imported(int ticket, const app::Picture& picture);
    /// One sentence in the user's language that says what to do next.
    void refused(int ticket, const QString& name, const QString& sentence);

 private:
    using Open = std::function<ImportResult(const ImageImport&)>;

    int add(const QString& name, Open open);
    void deliver(int ticket, const QString& name, const ImportResult& result);

    const ImageImport m_import;
    int m_nextTicket = 1;
    BackgroundQueue m_queue;  ///< last: it is the first to go
};

}  // namespace app
