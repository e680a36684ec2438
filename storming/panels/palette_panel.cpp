// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/panels/palette_panel.h"

#include "resources/ui/fonts.h"
#include "resources/ui/theme.h"
#include "storming/edit/board_controller.h"
#include "storming/scene/kind_drag.h"
#include "storming/scene/note_body.h"
#include "storming/workshop/offered_kinds.h"

#include <QApplication>
#include <QDrag>
#include <QKeySequence>
#include <QMimeData>
#include <QMouseEvent>
#include <QPainter>
#include <QScrollArea>
#include <QVBoxLayout>

namespace stormbench::storming {
namespace {

constexpr qreal kScale = 0.185;  // of the note's own size
constexpr int kRowHeight = 34;
constexpr int kPaperWidth = 42;

}  // namespace

PaletteNote::PaletteNote(NoteKind kind, const BoardSettings& settings, QWidget* parent)
    : QWidget(parent)
    , m_kind(kind)
    , m_name(settings.nameOf(kind))
    , m_own(ownColor(settings, kind))
{
    const NotationEntry& entry = notationOf(kind);
    setFocusPolicy(Qt::TabFocus);
    setCursor(Qt::PointingHandCursor);
    setAccessibleName(m_name);
    // A kind that the board calls otherwise is still told by its own name.
    const QString own = QString::fromUtf8(entry.name);
    if (m_name != own)
        setAccessibleDescription(own);
    QString tip = QStringLiteral("<b>%1</b>%2<br>%3")
                      .arg(m_name.toHtmlEscaped(),
                          m_name == own ? QString() : QStringLiteral(" (%1)").arg(own),
                          QString::fromUtf8(entry.textHint));
    tip += entry.digit
        ? tr("<br>Key %1, click, or drag it onto the board").arg(QLatin1Char(entry.digit))
        : tr("<br>Click, or drag it onto the board");
    setToolTip(tip);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

QSize PaletteNote::sizeHint() const
{
    return {190, kRowHeight};
}

void PaletteNote::setChosen(bool chosen)
{
    m_chosen = chosen;
    update();
}

void PaletteNote::paintEvent(QPaintEvent*)
{
    const ui::Theme& theme = ui::theme();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF row = QRectF(rect()).adjusted(1, 1, -1, -1);
    if (m_chosen || m_hovered || hasFocus()) {
        painter.setPen(hasFocus() ? QPen(theme.color(ui::Token::Accent), 1.5) : QPen(Qt::NoPen));
        painter.setBrush(theme.color(m_chosen ? ui::Token::AccentSoft : ui::Token::Hover));
        painter.drawRoundedRect(row, ui::size::kRadius, ui::size::kRadius);
    }
    paintLittleNote(painter, m_kind, m_own, QRectF(6, 0, kPaperWidth, height()), kScale);
    const QString key = QKeySequence(kindKey(m_kind)).toString(QKeySequence::NativeText);
    const int keyWidth = QFontMetrics(ui::font(ui::Face::Small)).horizontalAdvance(key);
    painter.setFont(ui::font(ui::Face::Body));
    painter.setPen(theme.color(m_chosen ? ui::Token::Accent : ui::Token::Text));
    const QRectF text = row.adjusted(kPaperWidth + 10, 0, -12 - keyWidth, 0);
    painter.drawText(text, Qt::AlignVCenter | Qt::AlignLeft,
        painter.fontMetrics().elidedText(m_name, Qt::ElideRight, qRound(text.width())));
    painter.setFont(ui::font(ui::Face::Small));
    painter.setPen(theme.color(ui::Token::Muted));
    painter.drawText(row.adjusted(0, 0, -10, 0), Qt::AlignVCenter | Qt::AlignRight, key);
}

void PaletteNote::mousePressEvent(QMouseEvent* event)
{
    m_pressed = event->position().toPoint();
}

void PaletteNote::mouseMoveEvent(QMouseEvent* event)
{
    const bool far = (event->position().toPoint() - m_pressed).manhattanLength()
        >= QApplication::startDragDistance();
    if (!(event->buttons() & Qt::LeftButton) || !far)
        return;
    auto* drag = new QDrag(this);
    auto* data = new QMimeData;
    data->setData(QLatin1String(kKindMimeType), QByteArray::number(static_cast<int>(m_kind)));
    drag->setMimeData(data);
    QPixmap picture(QSize(kPaperWidth, kRowHeight) * devicePixelRatioF());
    picture.setDevicePixelRatio(devicePixelRatioF());
    picture.fill(Qt::transparent);
    QPainter painter(&picture);
    paintLittleNote(painter, m_kind, m_own, QRectF(0, 0, kPaperWidth, kRowHeight), kScale);
    painter.end();
    drag->setPixmap(picture);
    drag->setHotSpot({kPaperWidth / 2, kRowHeight / 2});
    drag->exec(Qt::CopyAction);
}

void PaletteNote::mouseReleaseEvent(QMouseEvent* event)
{
    if (rect().contains(event->position().toPoint()))
        emit chosen(m_kind);
}

void PaletteNote::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Space)
        emit chosen(m_kind);
    else
        QWidget::keyPressEvent(event);
}

void PaletteNote::enterEvent(QEnterEvent*)
{
    m_hovered = true;
    update();
}

void PaletteNote::leaveEvent(QEvent*)
{
    m_hovered = false;
    update();
}

PalettePanel::PalettePanel(BoardController& controller, QWidget* parent)
    : QWidget(parent)
    , m_controller(controller)
{
    setAccessibleName(tr("Palette"));
    auto* outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    auto* area = new QScrollArea;
    area->setWidgetResizable(true);
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto* page = new QWidget;
    page->setProperty("look", QStringLiteral("panel"));
    page->setAttribute(Qt::WA_StyledBackground);
    m_column = new QVBoxLayout(page);
    m_column->setContentsMargins(
        ui::size::kGapSmall, ui::size::kGapSmall, ui::size::kGapSmall, ui::size::kGapSmall);
    m_column->setSpacing(0);
    area->setWidget(page);
    outer->addWidget(area);
    connect(&controller, &BoardController::changed, this, [this](const ChangeSet& changes) {
        if (changes.settings)
            rebuild();
    });
    connect(&controller, &BoardController::reset, this, &PalettePanel::rebuild);
    connect(&controller, &BoardController::readOnlyChanged, this,
        [this](bool readOnly) { setEnabled(!readOnly); });
    connect(&ui::theme(), &ui::Theme::changed, this, [this] {
        for (PaletteNote* note : m_notes)
            note->update();
    });
    setEnabled(!controller.isReadOnly());
    rebuild();
}

void PalettePanel::rebuild()
{
    const BoardSettings& settings = m_controller.board().settings();
    const bool same = m_shown && m_shown->level == settings.level
        && m_shown->method == settings.method && m_shown->kinds == settings.kinds;
    if (same)
        return;
    m_shown = settings;
    while (QLayoutItem* item = m_column->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    m_notes.clear();
    for (const NoteKind kind : offeredKinds(settings.level, settings.method)) {
        auto* note = new PaletteNote(kind, settings);
        connect(note, &PaletteNote::chosen, this, &PalettePanel::kindChosen);
        m_column->addWidget(note);
        m_notes.push_back(note);
    }
    m_column->addStretch();
    setCurrentKind(m_current);
}

void PalettePanel::setCurrentKind(std::optional<NoteKind> kind)
{
    m_current = kind;
    for (PaletteNote* note : m_notes)
        note->setChosen(note->kind() == kind);
}

std::vector<NoteKind> PalettePanel::offered() const
{
    std::vector<NoteKind> kinds;
    for (const PaletteNote* note : m_notes)
        kinds.push_back(note->kind());
    return kinds;
}

}  // namespace stormbench::storming
