// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/shell/command_palette.h"

#include <QKeyEvent>
#include <QLineEdit>
#include <QListWidget>
#include <QPainter>
#include <QStyledItemDelegate>
#include <QVBoxLayout>

#include <algorithm>

#include "resources/ui/icons.h"
#include "resources/ui/theme.h"

namespace stormbench::app {
namespace {

constexpr QSize kSize{560, 380};
constexpr int kShown = 60;
constexpr int kIndexRole = Qt::UserRole, kDetailRole = Qt::UserRole + 1;

/// The text as any list paints it, and on the right, muted, what it is or its key.
class EntryDelegate : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
        const QModelIndex& index) const override
    {
        QStyledItemDelegate::paint(painter, option, index);
        const int width = detailWidth(option, index);
        painter->save();
        painter->setPen(ui::theme().color(ui::Token::Muted));
        painter->drawText(QRect(option.rect.right() - width, option.rect.top(),
                              width - ui::size::kGap, option.rect.height()),
            Qt::AlignRight | Qt::AlignVCenter, index.data(kDetailRole).toString());
        painter->restore();
    }

protected:
    /// The text ends before the detail begins.
    void initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const override
    {
        QStyledItemDelegate::initStyleOption(option, index);
        const int room = option->rect.width() - detailWidth(*option, index)
            - option->decorationSize.width() - 2 * ui::size::kGap;
        option->text = option->fontMetrics.elidedText(
            option->text.simplified(), Qt::ElideRight, qMax(0, room));
    }

private:
    static int detailWidth(const QStyleOptionViewItem& option, const QModelIndex& index)
    {
        return option.fontMetrics.horizontalAdvance(index.data(kDetailRole).toString())
            + 2 * ui::size::kGap;
    }
};

}  // namespace

CommandPalette::CommandPalette(QList<Entry> entries, QWidget* parent)
    : QDialog(parent, Qt::Popup | Qt::FramelessWindowHint)
    , m_entries(std::move(entries))
    , m_box(new QLineEdit(this))
    , m_list(new QListWidget(this))
{
    setObjectName(QStringLiteral("commandPalette"));
    setAttribute(Qt::WA_DeleteOnClose);
    setFixedSize(kSize);
    m_box->setPlaceholderText(tr("Type an action, a note, a topic or a group"));
    m_box->addAction(
        ui::icon(QStringLiteral("search"), ui::Token::Muted), QLineEdit::LeadingPosition);
    m_box->setMinimumHeight(ui::size::kControl + ui::size::kGapSmall);
    m_box->installEventFilter(this);
    m_list->setFocusPolicy(Qt::NoFocus);
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setItemDelegate(new EntryDelegate(m_list));
    m_list->setIconSize({ui::size::kIconSmall, ui::size::kIconSmall});
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(
        ui::size::kGapSmall, ui::size::kGapSmall, ui::size::kGapSmall, ui::size::kGapSmall);
    layout->setSpacing(ui::size::kGapSmall);
    layout->addWidget(m_box);
    layout->addWidget(m_list);
    connect(m_box, &QLineEdit::textChanged, this, &CommandPalette::fill);
    connect(m_list, &QListWidget::itemClicked, this, &CommandPalette::runCurrent);
    fill({});
    m_box->setFocus();
}

int CommandPalette::score(const QString& typed, const QString& text)
{
    int total = 1;
    qsizetype at = 0;
    bool run = false;
    for (const QChar c : typed.toCaseFolded()) {
        if (c.isSpace()) {
            run = false;
            continue;
        }
        const qsizetype found = text.indexOf(c, at, Qt::CaseInsensitive);
        if (found < 0)
            return 0;
        const bool wordStart = found == 0 || !text.at(found - 1).isLetterOrNumber();
        total += wordStart ? 8 : (run && found == at) ? 5 : 1;
        run = true;
        at = found + 1;
    }
    return total * 100 - static_cast<int>(qMin<qsizetype>(text.size(), 99));
}

void CommandPalette::fill(const QString& typed)
{
    QList<std::pair<int, int>> ranked;  // −score, index
    for (int i = 0; i < m_entries.size(); ++i) {
        const int points = score(typed, m_entries.at(i).text);
        if (points > 0)
            ranked.append({typed.isEmpty() ? 0 : -points, i});
    }
    std::sort(ranked.begin(), ranked.end());
    m_list->clear();
    for (const auto& [points, index] : ranked.mid(0, kShown)) {
        const Entry& entry = m_entries.at(index);
        auto* item = new QListWidgetItem(entry.icon, entry.text, m_list);
        item->setData(kIndexRole, index);
        item->setData(kDetailRole, entry.detail);
    }
    m_list->setCurrentRow(0);
}

void CommandPalette::runCurrent()
{
    auto* item = m_list->currentItem();
    if (!item)
        return;
    const auto run = m_entries.at(item->data(kIndexRole).toInt()).run;
    close();
    run();
}

bool CommandPalette::eventFilter(QObject* watched, QEvent* event)
{
    if (watched != m_box || event->type() != QEvent::KeyPress)
        return QDialog::eventFilter(watched, event);
    const auto* key = static_cast<QKeyEvent*>(event);
    const int row = m_list->currentRow();
    switch (key->key()) {
    case Qt::Key_Down: m_list->setCurrentRow(qMin(row + 1, m_list->count() - 1)); return true;
    case Qt::Key_Up: m_list->setCurrentRow(qMax(row - 1, 0)); return true;
    case Qt::Key_PageDown: m_list->setCurrentRow(qMin(row + 8, m_list->count() - 1)); return true;
    case Qt::Key_PageUp: m_list->setCurrentRow(qMax(row - 8, 0)); return true;
    case Qt::Key_Return:
    case Qt::Key_Enter: runCurrent(); return true;
    default: return false;
    }
}

}  // namespace stormbench::app
