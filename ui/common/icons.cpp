#include "ui/common/icons.h"

#include <QGuiApplication>
#include <QIconEngine>
#include <QPainter>
#include <QPixmap>
#include <QPixmapCache>
#include <QSvgRenderer>

namespace ui::icons {

namespace {

/// Paints one SVG in one colour, which is looked up when it paints.
class TintedIcon final : public QIconEngine {
 public:
    TintedIcon(QString name, QPalette::ColorRole role, QColor color)
        : m_name(std::move(name)), m_role(role), m_color(std::move(color)) {}

    void paint(QPainter* painter, const QRect& rect, QIcon::Mode mode, QIcon::State) override {
        const qreal scale = painter->device() ? painter->device()->devicePixelRatioF() : 1;
        painter->drawPixmap(rect, icons::pixmap(m_name, rect.size(), scale, colorFor(mode)));
    }

    QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State) override {
        return icons::pixmap(m_name, size, 1, colorFor(mode));
    }

    QPixmap scaledPixmap(const QSize& size, QIcon::Mode mode, QIcon::State, qreal scale) override {
        return icons::pixmap(m_name, size / scale, scale, colorFor(mode));
    }

    QIconEngine* clone() const override { return new TintedIcon(*this); }
    QString key() const override { return QStringLiteral("glancedesk-tinted"); }
    QString iconName() override { return m_name; }

 private:
    QColor colorFor(QIcon::Mode mode) const {
        if (m_color.isValid()) return m_color;
        const auto group = mode == QIcon::Disabled ? QPalette::Disabled : QPalette::Active;
        return QGuiApplication::palette().color(group, m_role);
    }

    QString m_name;
    QPalette::ColorRole m_role;
    QColor m_color;
};

}  // namespace

QIcon icon(const QString& name, QPalette::ColorRole role) {
    return QIcon(new TintedIcon(name, role, {}));
}

QIcon icon(const QString& name, const QColor& color) {
    return QIcon(new TintedIcon(name, QPalette::ButtonText, color));
}

QPixmap pixmap(const QString& name, const QSize& size, qreal scale, const QColor& color) {
    const QString key = QStringLiteral("glancedesk/%1/%2x%3/%4/%5")
                            .arg(name)
                            .arg(size.width())
                            .arg(size.height())
                            .arg(scale)
                            .arg(color.name(QColor::HexArgb));
    QPixmap drawn;
    if (QPixmapCache::find(key, &drawn)) return drawn;

    QImage image(size * scale, QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::transparent);
    QPainter painter(&image);
    painter.setRenderHint(QPainter::Antialiasing);
    QSvgRenderer(QStringLiteral(":/icons/%1.svg").arg(name)).render(&painter, QRectF(image.rect()));
    painter.setCompositionMode(QPainter::CompositionMode_SourceIn);
    painter.fillRect(image.rect(), color);
    painter.end();
    drawn = QPixmap::fromImage(image);
    drawn.setDevicePixelRatio(scale);
    QPixmapCache::insert(key, drawn);
    return drawn;
}

}  // namespace ui::icons
