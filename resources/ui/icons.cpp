// SPDX-License-Identifier: GPL-3.0-or-later
#include "resources/ui/icons.h"

#include "resources/ui/theme.h"

#include <QDir>
#include <QFile>
#include <QHash>
#include <QIconEngine>
#include <QPainter>
#include <QPixmapCache>
#include <QSvgRenderer>

#include <memory>

static void registerIcons()
{
    Q_INIT_RESOURCE(stormbench_icons);
}

namespace stormbench::ui {
namespace {

const QString kFolder = QStringLiteral(":/stormbench/icons");

QByteArray source(const QString& name)
{
    static const bool registered = (registerIcons(), true);
    Q_UNUSED(registered)
    static QHash<QString, QByteArray> sources;
    auto found = sources.constFind(name);
    if (found == sources.constEnd()) {
        QFile file(kFolder + u'/' + name + QStringLiteral(".svg"));
        found
            = sources.insert(name, file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray());
    }
    return *found;
}

QSvgRenderer* renderer(const QString& name, const QColor& color)
{
    static QHash<QPair<QString, QRgb>, std::shared_ptr<QSvgRenderer>> renderers;
    auto& entry = renderers[{name, color.rgba()}];
    if (!entry) {
        QByteArray svg = source(name);
        svg.replace("currentColor", color.name().toUtf8());
        entry = std::make_shared<QSvgRenderer>(svg);
    }
    return entry.get();
}

// Draws from the vectors at the size and resolution asked for, in the theme's colours of that
// moment.
class ThemedIconEngine : public QIconEngine {
public:
    ThemedIconEngine(QString name, Token normal, bool fixed)
        : m_name(std::move(name))
        , m_normal(normal)
        , m_fixed(fixed)
    {
    }

    void paint(QPainter* painter, const QRect& rect, QIcon::Mode mode, QIcon::State state) override
    {
        paintIcon(*painter, rect, m_name, colorFor(mode, state));
    }

    QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State state) override
    {
        return iconPixmap(m_name, colorFor(mode, state), qMin(size.width(), size.height()), 1.0);
    }

    QPixmap scaledPixmap(const QSize& size, QIcon::Mode mode, QIcon::State state, qreal) override
    {
        return pixmap(size, mode, state);
    }

    QIconEngine* clone() const override { return new ThemedIconEngine(*this); }
    QString key() const override { return QStringLiteral("stormbench"); }
    QString iconName() override { return m_name; }
    bool isNull() override { return source(m_name).isEmpty(); }

private:
    QColor colorFor(QIcon::Mode mode, QIcon::State state) const
    {
        if (mode == QIcon::Disabled)
            return theme().color(Token::Disabled);
        if (!m_fixed && state == QIcon::On)
            return theme().color(Token::Accent);
        return theme().color(m_normal);
    }

    QString m_name;
    Token m_normal;
    bool m_fixed;
};

}  // namespace

QIcon icon(const QString& name)
{
    return QIcon(new ThemedIconEngine(name, Token::Text, false));
}

QIcon icon(const QString& name, Token color)
{
    return QIcon(new ThemedIconEngine(name, color, true));
}

QPixmap iconPixmap(const QString& name, const QColor& color, int pixels, qreal devicePixelRatio)
{
    const int side = qRound(pixels * devicePixelRatio);
    const QString key
        = QStringLiteral("sb-icon/%1/%2/%3").arg(name, color.name(QColor::HexArgb)).arg(side);
    QPixmap pixmap;
    if (!QPixmapCache::find(key, &pixmap)) {
        pixmap = QPixmap(side, side);
        pixmap.fill(Qt::transparent);
        QPainter painter(&pixmap);
        paintIcon(painter, QRectF(0, 0, side, side), name, color);
        painter.end();
        QPixmapCache::insert(key, pixmap);
    }
    pixmap.setDevicePixelRatio(devicePixelRatio);
    return pixmap;
}

void paintIcon(QPainter& painter, const QRectF& target, const QString& name, const QColor& color)
{
    if (source(name).isEmpty())
        return;
    const qreal side = qMin(target.width(), target.height());
    QRectF square(0, 0, side, side);
    square.moveCenter(target.center());
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setOpacity(painter.opacity() * color.alphaF());
    renderer(name, color)->render(&painter, square);
    painter.restore();
}

bool hasIcon(const QString& name)
{
    return !source(name).isEmpty();
}

QStringList iconNames()
{
    source(QStringLiteral("play"));
    QStringList names;
    for (const QString& file :
        QDir(kFolder).entryList({QStringLiteral("*.svg")}, QDir::Files, QDir::Name)) {
        names.append(file.chopped(4));
    }
    return names;
}

}  // namespace stormbench::ui
