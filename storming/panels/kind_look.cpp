// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/panels/kind_look.h"

#include "resources/ui/icons.h"
#include "resources/ui/theme.h"
#include "storming/scene/paper.h"

#include <QCoreApplication>
#include <QPainter>
#include <QStyle>
#include <QWidget>

namespace stormbench::storming {
namespace {

constexpr int kChip = 20;
constexpr int kChipInset = 3;

}  // namespace

QColor kindColor(const BoardSettings& settings, NoteKind kind, bool negative)
{
    return paperColor(kind, negative, ownColor(settings, kind));
}

QPixmap kindChip(const BoardSettings& settings, NoteKind kind, int side, qreal devicePixelRatio)
{
    QPixmap chip(QSize(side, side) * devicePixelRatio);
    chip.setDevicePixelRatio(devicePixelRatio);
    chip.fill(Qt::transparent);
    QPainter painter(&chip);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(ui::theme().color(ui::Token::PaperEdge), 1));
    painter.setBrush(kindColor(settings, kind));
    const QRectF paper(0.5, 0.5, side - 1, side - 1);
    painter.drawRoundedRect(paper, ui::size::kNoteRadius, ui::size::kNoteRadius);
    ui::paintIcon(painter, paper.adjusted(kChipInset, kChipInset, -kChipInset, -kChipInset),
        glyphOf(kind), inkOn(kindColor(settings, kind)));
    return chip;
}

QIcon kindIcon(const BoardSettings& settings, NoteKind kind)
{
    QIcon icon;
    for (const qreal ratio : {1.0, 2.0})
        for (const QIcon::Mode mode : {QIcon::Normal, QIcon::Selected})  // else Qt tints a copy
            icon.addPixmap(kindChip(settings, kind, kChip, ratio), mode);
    return icon;
}

QString listedName(const BoardSettings& settings, const Note& note)
{
    if (note.flag(NoteProperty::Hidden))
        return QCoreApplication::translate("KindLook", "Private note");
    const QString name = note.name();
    return name.isEmpty() ? settings.nameOf(note.kind) : name;
}

QString fullName(const BoardSettings& settings, const Note& note)
{
    const QString listed = listedName(settings, note);
    const QString kind = settings.nameOf(note.kind);
    return listed == kind ? kind : QStringLiteral("%1: %2").arg(kind, listed);
}

void setLook(QWidget* widget, const char* look)
{
    const QString wanted = QString::fromLatin1(look);
    if (widget->property("look").toString() == wanted)
        return;
    widget->setProperty("look", wanted);
    widget->style()->unpolish(widget);
    widget->style()->polish(widget);
}

}  // namespace stormbench::storming
