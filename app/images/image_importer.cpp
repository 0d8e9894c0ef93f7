#include "app/images/image_importer.h"

#include <utility>

#include <QCoreApplication>
#include <QFileInfo>

namespace app {

ImageImporter::ImageImporter(QObject* parent) : QObject(parent) {}

ImageImporter::~ImageImporter() = default;

int ImageImporter::addFile(const QString& path) {
    return add(QFileInfo(path).fileName(),
               [path](const ImageImport& import) { return import.fromFile(path); });
}

int ImageImporter::addBytes(const QByteArray& bytes, const QString& name) {
    return add(name, [bytes, name](const ImageImport& import) { return import.fromBytes(bytes, name); });
}

int ImageImporter::addImage(const QImage& image, const QString& name) {
    return add(name, [image, name](const ImageImport& import) { return import.fromImage(image, name); });
}

int ImageImporter::addEdited(const QImage& image, const PictureEdits& edits, const QString& name) {
    return add(name, [image, edits, name](const ImageImport& import) {
        return import.fromImage(edited(image, edits), name);
    });
}

int ImageImporter::add(const QString& name, Open open) {
    const int ticket = m_nextTicket++;
    m_queue.add([this, ticket, name, open = std::move(open)]() -> BackgroundQueue::Then {
        ImportResult result = Refusal{};
        try {
            result = open(m_import);
        } catch (const std::exception&) {  // memory, for one
            result = Refusal{QCoreApplication::translate(
                                 "ImageImport", "%1 could not be opened: close other programs and try again.")
                                 .arg(name)};
        }
        return [this, ticket, name, result = std::move(result)] { deliver(ticket, name, result); };
    });
    return ticket;
}

void ImageImporter::deliver(int ticket, const QString& name, const ImportResult& result) {
    if (const auto* picture = std::get_if<Picture>(&result)) {
        emit imported(ticket, *picture);
    } else {
        emit refused(ticket, name, std::get<Refusal>(result).sentence);
    }
}

}  // namespace app
