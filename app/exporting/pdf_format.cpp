#include <algorithm>

#include <QBuffer>
#include <QFont>
#include <QFontDatabase>
#include <QImage>
#include <QImageReader>
#include <QPageLayout>
#include <QPageSize>
#include <QPdfWriter>
#include <QTextDocument>
#include <QUrl>

#include "app/exporting/formats.h"
#include "app/images/image_import.h"

namespace app {
namespace {

constexpr int resolution = 96;  ///< QTextDocument's own measure
constexpr int marginMillimetres = 18;
constexpr int sharpest = 2;  ///< pixels of a picture for one of the page

constexpr auto style =
    "h1 { font-size: 18pt; } .meta, .caption { color: #566070; font-size: 9pt; } "
    ".question { background-color: #e3ecfd; } pre { background-color: #eef1f5; font-family: monospace; } "
    "code { font-family: monospace; } th, td { padding: 3px; }";

/// With Chinese glyphs of the Chinese kind where the machine has them.
QFont bodyFont() {
    QFont font;
    QStringList families{QStringLiteral("Noto Sans"),          QStringLiteral("Noto Sans CJK SC"),
                         QStringLiteral("Source Han Sans SC"), QStringLiteral("Microsoft YaHei"),
                         QStringLiteral("PingFang SC"),        QStringLiteral("WenQuanYi Micro Hei")};
    const QStringList known = QFontDatabase::families();
    families.removeIf([&](const QString& family) { return !known.contains(family); });
    if (!families.isEmpty()) font.setFamilies(families);
    font.setPointSizeF(10.5);
    return font;
}

class PdfBody {
 public:
    PdfBody(QTextDocument& document, int width, int height)
        : m_document(document), m_width(width), m_height(height) {}

    void add(const ExportedConversation& conversation, bool isFirst) {
        m_html +=
            isFirst ? QStringLiteral("<h1>") : QStringLiteral("<h1 style=\"page-break-before: always\">");
        m_html += conversation.title.toHtmlEscaped() + QStringLiteral("</h1><p class=\"meta\">") +
                  conversationCaption(conversation).toHtmlEscaped() + QStringLiteral("</p>");
        for (const Turn* turn : conversation.branch())
            addTurn(*turn);
    }
    QString html() const { return m_html; }

 private:
    void addTurn(const Turn& turn) {
        m_html += QStringLiteral("<p class=\"caption\">") + questionCaption(turn).toHtmlEscaped() +
                  QStringLiteral("</p>");
        for (const Picture& picture : turn.pictures)
            addPicture(picture);
        QString question = turn.question.toHtmlEscaped();
        question.replace(u'\n', QLatin1String("<br>"));
        m_html += QStringLiteral("<table width=\"100%\" cellpadding=\"8\" bgcolor=\"#e3ecfd\"><tr><td>") +
                  question + QStringLiteral("</td></tr></table>");
        m_html += QStringLiteral("<p class=\"caption\">") + answerCaption(turn).toHtmlEscaped() +
                  QStringLiteral("</p>");
        m_html += answerHtml(turn.answer);
    }

    void addPicture(const Picture& picture) {
        QBuffer buffer;
        buffer.setData(picture.bytes);
        QImageReader reader(&buffer);
        reader.setAutoTransform(true);
        QImage image = reader.read();
        if (image.isNull()) return;
        QSize shown = image.size();
        const QSize most(m_width, m_height * 2 / 3);
        if (shown.width() > most.width() || shown.height() > most.height())
            shown.scale(most, Qt::KeepAspectRatio);
        shown = shown.expandedTo({1, 1});
        if (image.width() > shown.width() * sharpest)
            image = image.scaled(shown * sharpest, Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
        const QString name = QStringLiteral("picture:%1").arg(m_pictures++);
        m_document.addResource(QTextDocument::ImageResource, QUrl(name), image);
        m_html += QStringLiteral("<p><img src=\"%1\" width=\"%2\" height=\"%3\"></p>")
                      .arg(name)
                      .arg(shown.width())
                      .arg(shown.height());
    }

    QTextDocument& m_document;
    int m_width;
    int m_height;
    int m_pictures = 0;
    QString m_html;
};

}  // namespace

QByteArray toPdf(const QList<ExportedConversation>& conversations) {
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    QPdfWriter writer(&buffer);
    writer.setResolution(resolution);
    writer.setPageSize(QPageSize(QPageSize::A4));
    writer.setPageMargins(
        QMarginsF(marginMillimetres, marginMillimetres, marginMillimetres, marginMillimetres),
        QPageLayout::Millimeter);
    writer.setTitle(conversations.isEmpty() ? QString() : conversations.first().title);
    writer.setCreator(QStringLiteral("GlanceDesk"));

    const QRect page = writer.pageLayout().paintRectPixels(resolution);
    QTextDocument document;
    document.setDefaultFont(bodyFont());
    document.setDefaultStyleSheet(QString::fromLatin1(style));
    document.setDocumentMargin(0);
    PdfBody body(document, page.width() - 8, page.height());
    for (qsizetype i = 0; i < conversations.size(); ++i)
        body.add(conversations[i], i == 0);
    document.setLayoutEnabled(false);  // once at the end, not after every block
    document.setHtml(body.html());
    document.setPageSize(page.size());
    document.setLayoutEnabled(true);
    document.print(&writer);
    return bytes;
}

}  // namespace app
