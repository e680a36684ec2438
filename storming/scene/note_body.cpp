// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/scene/note_body.h"

#include "resources/ui/fonts.h"
#include "resources/ui/theme.h"

#include <QCoreApplication>
#include <QPainter>
#include <QRegularExpression>

#include <algorithm>
#include <cmath>

namespace stormbench::storming {
namespace {

constexpr std::array kStageWords{"given", "when", "then"};
constexpr int kLargestStage = 14;
constexpr qreal kStageGap = 6;
constexpr qreal kTitleHeight = 18;
constexpr qreal kTitleInset = 26;  // beside the glyph
constexpr qreal kRow = 24;
constexpr qreal kSmallestRow = 11;
constexpr qreal kSwatch = 34;
constexpr qreal kSwatchScale = 0.16;

// Which stage a line opens, and what it says; -1 = none.
std::pair<int, QString> stageOf(const QString& line)
{
    static const QRegularExpression opening(
        QStringLiteral("^\\s*[-*]?\\s*(given|when|then)\\b[\\s:,]*(.*)$"),
        QRegularExpression::CaseInsensitiveOption);
    const auto match = opening.match(line);
    if (!match.hasMatch())
        return {-1, line};
    const QString word = match.captured(1).toLower();
    const auto found = std::ranges::find_if(
        kStageWords, [&](const char* stage) { return word == QLatin1String(stage); });
    return {static_cast<int>(found - kStageWords.begin()), match.captured(2)};
}

QString titleWord()
{
    return QCoreApplication::translate("stormbench::storming::LegendBody", "Legend");
}

}  // namespace

bool ExampleText::hasStages() const
{
    return std::ranges::any_of(stages, [](const QString& stage) { return !stage.isEmpty(); });
}

ExampleText parseExample(const QString& text)
{
    ExampleText parsed;
    int current = -1;
    const auto append = [](QString& to, const QString& line) {
        if (!line.trimmed().isEmpty())
            to += (to.isEmpty() ? QString() : QStringLiteral("\n")) + line.trimmed();
    };
    for (const QString& line : text.split(u'\n')) {
        const auto [stage, rest] = stageOf(line);
        if (stage >= 0)
            current = stage;
        append(current < 0 ? parsed.title : parsed.stages[static_cast<std::size_t>(current)], rest);
    }
    return parsed;
}

ExampleBody::ExampleBody(const ExampleText& text)
    : m_text(text)
    , m_title(Qt::AlignLeft | Qt::AlignVCenter, kLargestStage)
{
}

void ExampleBody::layOut(const QRectF& face, const QRectF& area)
{
    m_area = area;
    const qreal top = area.top();
    m_title.fit(m_text.title,
        QRectF(face.left() + kTitleInset, face.top() + 5, area.right() - face.left() - kTitleInset,
            kTitleHeight),
        ui::type::kNoteSmallestOnSmall);
    // Each stage gets room by how much it says.
    std::array<qreal, 3> share{};
    for (std::size_t i = 0; i < 3; ++i)
        share[i] = std::max<qreal>(
            1, std::ceil(static_cast<qreal>(m_text.stages[i].size()) * 7 / area.width()));
    const qreal whole = share[0] + share[1] + share[2];
    const qreal height = std::max<qreal>(30, area.bottom() - top);
    int pixels = kLargestStage;
    for (int round = 0; round < 2; ++round) {
        qreal y = top;
        for (std::size_t i = 0; i < 3; ++i) {
            const qreal part = height * share[i] / whole;
            m_boxes[i] = QRectF(area.left(), y, area.width(), part);
            y += part;
            m_stages[i] = NoteText(Qt::AlignLeft | Qt::AlignVCenter, pixels);
            m_stages[i].fit(m_text.stages[i], m_boxes[i].adjusted(0, 1, 0, -kStageGap / 2),
                ui::type::kNoteSmallestOnSmall);
        }
        // One size for the three.
        for (const NoteText& stage : m_stages)
            pixels = std::min(pixels, stage.pixels());
    }
}

void ExampleBody::paint(QPainter& painter, const PaperFace& face, const QColor& ink)
{
    const QRectF area = textArea(face.kind, face.rect);
    if (area != m_area)
        layOut(face.rect, area);
    if (!m_text.title.isEmpty())
        m_title.paint(painter, ink);
    QFont label = ui::font(ui::Face::Small);
    label.setWeight(QFont::DemiBold);
    const ui::Paper tints[] = {ui::Paper::Event, ui::Paper::Command, ui::Paper::Event};
    for (std::size_t i = 0; i < 3; ++i) {
        const QRectF stripe(face.rect.left() + 1, m_boxes[i].top(), 4, m_boxes[i].height() - 3);
        painter.fillRect(stripe, ui::theme().paper(tints[i]));
        painter.setFont(label);
        painter.setPen(ui::withAlpha(ink, 0.7));
        painter.drawText(
            QRectF(face.rect.left() + 9, m_boxes[i].top(), 38, m_boxes[i].height() - 3),
            Qt::AlignLeft | Qt::AlignVCenter, QLatin1String(kStageWords[i]));
        m_stages[i].paint(painter, ink);
        if (i == 2)
            continue;
        painter.setPen(QPen(ui::withAlpha(ink, 0.12), 1));
        const qreal y = m_boxes[i].bottom() - 1.5;
        painter.drawLine(QPointF(face.rect.left() + 8, y), QPointF(face.rect.right() - 8, y));
    }
}

LegendBody::LegendBody(QString title, std::vector<LegendRow> rows)
    : m_title(std::move(title))
    , m_rows(std::move(rows))
{
}

void LegendBody::paint(QPainter& painter, const PaperFace& face, const QColor& ink)
{
    const QRectF head = textArea(face.kind, face.rect);
    painter.setPen(ink);
    painter.setFont(ui::font(ui::Face::Heading));
    painter.drawText(head, Qt::AlignCenter | Qt::TextSingleLine,
        painter.fontMetrics().elidedText(
            m_title.isEmpty() ? titleWord() : m_title, Qt::ElideRight, qRound(head.width())));
    if (m_rows.empty())
        return;
    QRectF area = face.rect.adjusted(8, 0, -8, -8);
    area.setTop(head.bottom() + 8);
    const auto count = static_cast<qreal>(m_rows.size());
    const int columns = area.height() / count < kSmallestRow ? 2 : 1;
    const qreal perColumn = std::ceil(count / columns);
    const qreal row = std::min(kRow, area.height() / perColumn);
    const qreal width = area.width() / columns;
    QFont font = ui::font(ui::Face::Body);
    font.setPixelSize(
        qBound<int>(ui::type::kNoteSmallestOnSmall, static_cast<int>(row * 0.72), ui::type::kBody));
    painter.setFont(font);
    const QFontMetricsF metrics(font);
    for (std::size_t i = 0; i < m_rows.size(); ++i) {
        const auto column = std::floor(static_cast<qreal>(i) / perColumn);
        const QRectF line(area.left() + column * width,
            area.top() + (static_cast<qreal>(i) - column * perColumn) * row, width, row);
        paintLittleNote(painter, m_rows[i].kind, m_rows[i].own,
            QRectF(line.left(), line.top(), kSwatch, row), kSwatchScale * std::min(1.0, row / 20));
        painter.setPen(ink);
        painter.drawText(line.adjusted(kSwatch + 4, 0, 0, 0),
            Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine,
            metrics.elidedText(m_rows[i].name, Qt::ElideRight, width - kSwatch - 4));
    }
}

void paintLittleNote(
    QPainter& painter, NoteKind kind, const QColor& own, const QRectF& box, qreal scale)
{
    // Tall kinds are shown as large as the others.
    const QSizeF size = notationOf(kind).size;
    const qreal fitting = std::min(scale, box.height() * 0.86 / size.height());
    painter.save();
    painter.translate(box.center());
    painter.scale(fitting, fitting);
    painter.rotate(turnOf(kind));
    PaperFace face;
    face.kind = kind;
    face.own = own;
    face.glyph = false;
    face.rect = QRectF(QPointF(-size.width() / 2, -size.height() / 2), size);
    paintPaper(painter, face, Detail::Full);
    painter.restore();
}

}  // namespace stormbench::storming
