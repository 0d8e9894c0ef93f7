#include "ui/chat/drop_reader.h"

#include <algorithm>
#include <optional>

#include <QCoreApplication>
#include <QFileInfo>
#include <QMimeData>
#include <QMimeDatabase>
#include <QRegularExpression>
#include <QUrl>

namespace ui {

namespace {

struct DropReader {
    Q_DECLARE_TR_FUNCTIONS(ui::DropReader)
};

constexpr const char* kSuffixes[] = {"png", "jpg", "jpeg", "jpe", "jfif", "webp", "bmp", "dib", "gif"};
constexpr const char* kMimeTypes[] = {"image/png",   "image/jpeg",  "image/webp",     "image/gif",
                                      "image/bmp",   "image/x-bmp", "image/x-ms-bmp", "image/x-MS-bmp",
                                      "image/x-png", "image/jpg",   "image/pjpeg"};
/// File managers that copy files in a form of their own: a word, then one address a line.
constexpr const char* kFileManagerTypes[] = {"x-special/gnome-copied-files", "x-special/mate-copied-files"};
constexpr int kMostHtmlPictures = 10;

bool isPictureType(const QString& mimeType) {
    return std::any_of(std::begin(kMimeTypes), std::end(kMimeTypes),
                       [&](const char* type) { return mimeType == QLatin1String(type); });
}

/// By its name; only a file whose name says nothing is looked into.
bool looksLikePicture(const QFileInfo& file) {
    const QString suffix = file.suffix().toLower();
    if (std::any_of(std::begin(kSuffixes), std::end(kSuffixes),
                    [&](const char* known) { return suffix == QLatin1String(known); })) {
        return true;
    }
    return isPictureType(QMimeDatabase().mimeTypeForFile(file, QMimeDatabase::MatchContent).name());
}

/// Why this address cannot be taken; empty when it can.
QString refusalOf(const QUrl& url) {
    if (!url.isLocalFile()) {
        return DropReader::tr(
                   "“%1” is an address on the web: save the picture first, or copy the picture itself.")
            .arg(url.toDisplayString().left(80));
    }
    const QFileInfo file(url.toLocalFile());
    if (!file.exists()) return DropReader::tr("“%1” is no longer there.").arg(file.fileName());
    if (file.isDir()) {
        return DropReader::tr("“%1” is a folder: open it and drop the pictures in it.").arg(file.fileName());
    }
    if (!file.isReadable()) return DropReader::tr("“%1” may not be read by you.").arg(file.fileName());
    if (!file.isFile() || !looksLikePicture(file)) {
        return DropReader::tr("“%1” is not a PNG, JPEG, WebP, BMP or GIF picture.").arg(file.fileName());
    }
    return {};
}

struct Files {
    QStringList paths;
    QStringList refusals;
};

/// Text that is nothing but addresses of files: what some programs give for copied files.
QList<QUrl> fileAddresses(const QString& text) {
    QList<QUrl> urls;
    for (const QString& line : text.split(u'\n', Qt::SkipEmptyParts)) {
        if (!line.startsWith(QLatin1String("file://"))) return {};
        urls += QUrl(line.trimmed());
    }
    return urls;
}

QList<QUrl> urlsOf(const QMimeData& data) {
    if (data.hasUrls()) return data.urls();
    for (const char* type : kFileManagerTypes) {
        const QString format = QString::fromLatin1(type);
        if (!data.hasFormat(format)) continue;
        const QString list = QString::fromUtf8(data.data(format));
        return fileAddresses(list.section(u'\n', 1));
    }
    return data.hasText() ? fileAddresses(data.text()) : QList<QUrl>();
}

Files filesOf(const QMimeData& data) {
    Files files;
    for (const QUrl& url : urlsOf(data)) {
        const QString refusal = refusalOf(url);
        if (refusal.isEmpty()) {
            files.paths += url.toLocalFile();
        } else {
            files.refusals += refusal;
        }
    }
    return files;
}

/// The first form in which the other program offers a file's own bytes; empty when there is none.
QString bytesFormatOf(const QMimeData& data) {
    for (const char* type : kMimeTypes) {
        const QString format = QString::fromLatin1(type);
        if (data.hasFormat(format)) return format;
    }
    return {};
}

std::optional<QByteArray> dataUrlBytes(const QString& source) {
    static const QRegularExpression head(QStringLiteral("^data:(image/[a-z.+-]+)((?:;[^,;]*)*),"),
                                         QRegularExpression::CaseInsensitiveOption);
    const auto match = head.match(source.left(200));
    if (!match.hasMatch() || !isPictureType(match.captured(1).toLower())) return std::nullopt;
    const QByteArray body = QByteArray::fromPercentEncoding(source.mid(match.capturedLength()).toLatin1());
    return match.captured(2).contains(QLatin1String("base64"), Qt::CaseInsensitive)
               ? QByteArray::fromBase64(body)
               : body;
}

/// The address of a picture that is its own contents, where that is all of the text.
std::optional<QByteArray> dataUrlText(const QMimeData& data) {
    if (!data.hasText() || data.hasHtml()) return std::nullopt;
    const QString text = data.text().trimmed();
    return text.startsWith(QLatin1String("data:image/"), Qt::CaseInsensitive) ? dataUrlBytes(text)
                                                                              : std::nullopt;
}

std::optional<DroppedItem> pixelsOf(const QMimeData& data) {
    const QString name = DropReader::tr("Pasted picture");
    // Where Qt itself holds a picture, it offers every format and would encode it once more.
    if (data.hasFormat(QStringLiteral("application/x-qt-image"))) {
        const QImage image = qvariant_cast<QImage>(data.imageData());
        if (!image.isNull()) return DroppedImage{image, name};
    }
    if (const QString format = bytesFormatOf(data); !format.isEmpty()) {
        const QByteArray bytes = data.data(format);
        if (!bytes.isEmpty()) return DroppedBytes{bytes, name};
    }
    const QImage image = qvariant_cast<QImage>(data.imageData());
    if (!image.isNull()) return DroppedImage{image, name};
    if (const auto bytes = dataUrlText(data)) return DroppedBytes{*bytes, name};
    return std::nullopt;
}

bool hasPixels(const QMimeData& data) {
    return data.hasImage() || !bytesFormatOf(data).isEmpty() || dataUrlText(data).has_value();
}

QStringList htmlSources(const QMimeData& data) {
    if (!data.hasHtml()) return {};
    static const QRegularExpression source(
        QStringLiteral(R"rx(<img\b[^>]*?\bsrc\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]+)))rx"),
        QRegularExpression::CaseInsensitiveOption);
    QStringList sources;
    auto match = source.globalMatch(data.html());
    while (match.hasNext() && sources.size() < kMostHtmlPictures) {
        const QRegularExpressionMatch found = match.next();
        QString address = found.captured(1) + found.captured(2) + found.captured(3);
        sources += address.replace(QLatin1String("&amp;"), QLatin1String("&"));
    }
    return sources;
}

DropContents readHtml(const QMimeData& data) {
    DropContents contents;
    for (const QString& source : htmlSources(data)) {
        if (const auto bytes = dataUrlBytes(source)) {
            contents.items.push_back(DroppedBytes{*bytes, DropReader::tr("Pasted picture")});
            continue;
        }
        const QString refusal = refusalOf(QUrl(source));
        if (refusal.isEmpty()) {
            contents.items.push_back(DroppedFile{QUrl(source).toLocalFile()});
        } else {
            contents.refusals += source.startsWith(QLatin1String("data:"))
                                     ? DropReader::tr("The picture inside the copied text cannot be read.")
                                     : refusal;
        }
    }
    return contents;
}

/// Text that is more than the names of the files beside it.
QString ownText(const QMimeData& data) {
    const bool isNames = !urlsOf(data).isEmpty() || dataUrlText(data).has_value();
    return isNames || !data.hasText() ? QString() : data.text();
}

}  // namespace

DropVerdict judgeDrop(const QMimeData& data) {
    DropVerdict verdict;
    const Files files = filesOf(data);
    verdict.text = !ownText(data).isEmpty();
    if (!files.paths.isEmpty()) {
        verdict.pictures = static_cast<int>(files.paths.size());
        verdict.refusals = files.refusals;
    } else if (hasPixels(data)) {
        verdict.pictures = 1;
    } else if (!verdict.text) {
        const DropContents html = readHtml(data);
        verdict.pictures = static_cast<int>(html.items.size());
        verdict.refusals = files.refusals +
                           (html.items.empty() && !files.refusals.isEmpty() ? QStringList() : html.refusals);
    }
    if (!verdict.isTaken() && verdict.refusals.isEmpty()) {
        verdict.refusals += DropReader::tr("There is no picture in this.");
    }
    return verdict;
}

DropContents readDrop(const QMimeData& data) {
    DropContents contents;
    const Files files = filesOf(data);
    if (!files.paths.isEmpty()) {
        for (const QString& path : files.paths)
            contents.items.push_back(DroppedFile{path});
        contents.refusals = files.refusals;
        return contents;
    }
    contents.text = ownText(data);
    if (hasPixels(data)) {
        if (auto pixels = pixelsOf(data)) {
            contents.items.push_back(std::move(*pixels));
            return contents;
        }
    }
    if (contents.text.isEmpty()) {
        contents = readHtml(data);
        if (contents.items.empty() && !files.refusals.isEmpty()) contents.refusals = files.refusals;
        if (contents.items.empty() && contents.refusals.isEmpty()) {
            contents.refusals += DropReader::tr("There is no picture in this.");
        }
    }
    return contents;
}

QStringList pictureNameFilters() {
    QStringList patterns;
    for (const char* suffix : kSuffixes) {
        patterns += QStringLiteral("*.") + QLatin1String(suffix);
        patterns += QStringLiteral("*.") + QString::fromLatin1(suffix).toUpper();
    }
    return {DropReader::tr("Pictures") + QStringLiteral(" (") + patterns.join(u' ') + u')',
            DropReader::tr("All files") + QStringLiteral(" (*)")};
}

}  // namespace ui
