// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/common/table_view.h"

#include <QApplication>
#include <QClipboard>
#include <QHeaderView>
#include <QKeyEvent>
#include <QMenu>
#include <QPainter>
#include <QSettings>

#include <algorithm>
#include <utility>

#include "resources/ui/theme.h"
#include "views/common/cell_delegate.h"
#include "views/common/table_roles.h"

namespace stormbench::views {
namespace {

constexpr int kSampledRows = 40;  // enough to know a column's width
constexpr int kNarrowest = 40;
constexpr int kNarrowText = 56;      // columns of text keep this much,
constexpr int kNarrowMain = 130;     // the first one this much,
constexpr int kNarrowStretch = 120;  // the one that stretches this much
constexpr int kSortArrow = 12;
constexpr std::chrono::milliseconds kGrow{1000};

}  // namespace

TableView::TableView(const QString& settingsKey, QWidget* parent)
    : QTableView(parent)
    , m_settingsKey(settingsKey)
    , m_delegate(new CellDelegate(this))
{
    setItemDelegate(m_delegate);
    setShowGrid(false);
    setSelectionBehavior(SelectRows);
    setSelectionMode(ExtendedSelection);
    setEditTriggers(NoEditTriggers);
    setTabKeyNavigation(false);
    setWordWrap(false);
    setCornerButtonEnabled(false);
    setHorizontalScrollMode(ScrollPerPixel);
    setFrameShape(NoFrame);
    verticalHeader()->hide();
    verticalHeader()->setMinimumSectionSize(ui::size::kRow);
    verticalHeader()->setDefaultSectionSize(ui::size::kRow);
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    auto* header = horizontalHeader();
    header->setHighlightSections(false);
    header->setSectionsMovable(true);
    header->setMinimumSectionSize(kNarrowest);
    header->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    header->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(header, &QHeaderView::customContextMenuRequested, this, &TableView::showHeaderMenu);
    connect(header, &QHeaderView::sortIndicatorChanged, this,
        [this] { fitSoon(std::chrono::milliseconds(0)); });
    connect(header, &QHeaderView::sectionResized, this, [this](int, int before, int now) {
        // A column that is hidden or shown from a click elsewhere was not sized by anybody.
        const bool hidden = before == 0 || now == 0;
        if (!m_fitting && !hidden && QApplication::mouseButtons() != Qt::NoButton)
            m_userSized = true;
    });
}

TableView::~TableView()
{
    saveColumns();
}

void TableView::setModel(QAbstractItemModel* model)
{
    QTableView::setModel(model);
    m_fit.setSingleShot(true);
    connect(&m_fit, &QTimer::timeout, this, &TableView::fitColumns);
    connect(
        model, &QAbstractItemModel::rowsInserted, this, [this](const QModelIndex&, int first, int) {
            if (first < kSampledRows)
                fitSoon(std::chrono::milliseconds(0));
        });
    connect(model, &QAbstractItemModel::modelReset, this,
        [this] { fitSoon(std::chrono::milliseconds(0)); });
    connect(model, &QAbstractItemModel::dataChanged, this, [this] { fitSoon(kGrow); });
    restoreColumns();
    fitColumns();
}

void TableView::fitSoon(std::chrono::milliseconds delay)
{
    if (!m_fit.isActive() || m_fit.remainingTimeAsDuration() > delay)
        m_fit.start(delay);
}

void TableView::setStale(bool stale)
{
    m_delegate->setStale(stale);
    viewport()->update();
}

void TableView::hideColumns(const QList<int>& columns)
{
    m_hiddenFirst = columns;
    if (!hasSavedColumns()) {
        for (const int column : columns)
            setColumnHidden(column, true);
    }
}

void TableView::setStretchColumn(int column)
{
    m_stretch = column;
}

void TableView::setSample(const QStringList& cells)
{
    m_sample = cells;
    fitColumns();
}

QString TableView::selectedKey() const
{
    const auto rows = selectionModel() ? selectionModel()->selectedRows() : QModelIndexList();
    return rows.size() == 1 ? rows.first().data(KeyRole).toString() : QString();
}

bool TableView::selectKey(const QString& key)
{
    for (int row = 0; row < model()->rowCount(); ++row) {
        const auto index = model()->index(row, 0);
        if (index.data(KeyRole).toString() != key)
            continue;
        if (selectedKey() != key) {
            setCurrentIndex(index);
            selectRow(row);
        }
        scrollTo(index);
        return true;
    }
    return false;
}

void TableView::selectionChanged(const QItemSelection& selected, const QItemSelection& deselected)
{
    QTableView::selectionChanged(selected, deselected);
    const QString key = selectedKey();
    if (key != std::exchange(m_lastKey, key))
        emit keySelected(key);
}

QString TableView::selectionAsText() const
{
    auto rows = selectionModel()->selectedRows();
    std::sort(rows.begin(), rows.end(),
        [](const QModelIndex& a, const QModelIndex& b) { return a.row() < b.row(); });
    QString text;
    for (const auto& row : rows) {
        QStringList cells;
        for (int visual = 0; visual < horizontalHeader()->count(); ++visual) {
            const int column = horizontalHeader()->logicalIndex(visual);
            const auto cell = row.siblingAtColumn(column);
            if (!isColumnHidden(column) && !cell.data(SparklineRole).isValid())
                cells += cell.data().toString().replace(u'\t', u' ').replace(u'\n', u' ');
        }
        text += cells.join(u'\t') + u'\n';
    }
    return text;
}

void TableView::copySelection() const
{
    if (const QString text = selectionAsText(); !text.isEmpty())
        QApplication::clipboard()->setText(text);
}

void TableView::keyPressEvent(QKeyEvent* event)
{
    if (event->matches(QKeySequence::Copy)) {
        copySelection();
        event->accept();
        return;
    }
    QTableView::keyPressEvent(event);
}

int TableView::sizeHintForColumn(int column) const
{
    QStyleOptionViewItem option;
    initViewItemOption(&option);
    int width = headingWidth(column);
    if (column < m_sample.size())
        width = std::max(
            width, fontMetrics().horizontalAdvance(m_sample[column]) + 2 * ui::size::kGapSmall);
    for (int row = 0; model() && row < std::min(model()->rowCount(), kSampledRows); ++row)
        width = std::max(width, m_delegate->sizeHint(option, model()->index(row, column)).width());
    return width;
}

int TableView::headingWidth(int column) const
{
    const QString heading = model()->headerData(column, Qt::Horizontal).toString();
    return horizontalHeader()->fontMetrics().horizontalAdvance(heading) + 2 * ui::size::kGapSmall
        + 2
        + (isSortingEnabled() && horizontalHeader()->sortIndicatorSection() == column ? kSortArrow
                                                                                      : 0);
}

/// Columns grow with their content and shrink only when the table starts anew, so that nothing
/// trembles.
void TableView::fitColumns()
{
    if (!model() || m_userSized)
        return;
    const bool anew = m_natural.size() != model()->columnCount() || model()->rowCount() == 0;
    if (anew)
        m_natural.fill(0, model()->columnCount());
    for (int column = 0; column < model()->columnCount(); ++column)
        m_natural[column]
            = std::max(m_natural[column], isColumnHidden(column) ? 0 : sizeHintForColumn(column));
    layOutColumns();
}

/// Room that is left goes to one column. Where room is short, the widest columns of text give way
/// first: figures are never cut.
void TableView::layOutColumns()
{
    if (!model() || m_userSized || m_natural.isEmpty())
        return;
    QList<int> widths = m_natural;
    const int column = m_stretch >= 0 ? m_stretch : static_cast<int>(widths.size()) - 1;
    const auto least = [this](int of) {
        return std::max(of == 0   ? kNarrowMain
                : of == m_stretch ? kNarrowStretch
                                  : kNarrowText,
            headingWidth(of));
    };
    // A table that does not say what stretches is about its first column.
    const auto namesGiveLast = [this](int of) { return of == 0 && m_stretch < 0; };
    const auto isText = [this](int column) {
        return !Qt::Alignment(
            model()->headerData(column, Qt::Horizontal, Qt::TextAlignmentRole).toInt())
                    .testFlag(Qt::AlignRight);
    };
    int total = 0;
    for (int i = 0; i < widths.size(); ++i)
        total += isColumnHidden(i) ? 0 : widths[i];
    for (int excess = total - viewport()->width(); excess > 0;) {
        int widest = -1;
        for (int i = 0; i < widths.size(); ++i) {
            const bool gives = !isColumnHidden(i) && isText(i) && widths[i] > least(i);
            if (gives
                && (widest < 0 || namesGiveLast(widest)
                    || (!namesGiveLast(i) && widths[i] > widths[widest])))
                widest = i;
        }
        if (widest < 0)
            break;
        --widths[widest];
        --excess;
    }
    if (total < viewport()->width())
        widths[column] += viewport()->width() - total;
    m_fitting = true;
    for (int i = 0; i < widths.size(); ++i) {
        if (!isColumnHidden(i) && columnWidth(i) != widths[i])
            setColumnWidth(i, widths[i]);
    }
    m_fitting = false;
}

void TableView::resizeEvent(QResizeEvent* event)
{
    QTableView::resizeEvent(event);
    layOutColumns();
}

void TableView::setPlaceholder(const QString& text)
{
    if (text == m_placeholder)
        return;
    m_placeholder = text;
    viewport()->update();
}

void TableView::paintEvent(QPaintEvent* event)
{
    QTableView::paintEvent(event);
    if (m_placeholder.isEmpty() || !model() || model()->rowCount() > 0)
        return;
    QPainter painter(viewport());
    painter.setPen(ui::theme().color(ui::Token::Muted));
    painter.drawText(viewport()->rect().adjusted(ui::size::kGap, 0, -ui::size::kGap, 0),
        Qt::AlignCenter | Qt::TextWordWrap, m_placeholder);
}

QStringList TableView::titles() const
{
    QStringList titles;
    for (int column = 0; column < model()->columnCount(); ++column)
        titles += model()->headerData(column, Qt::Horizontal).toString();
    return titles;
}

// A header's state counts columns: where an earlier version had others it would hide the wrong
// ones.
bool TableView::hasSavedColumns() const
{
    const QSettings settings;
    return model() && !settings.value(m_settingsKey).isNull()
        && settings.value(m_settingsKey + QLatin1String("-columns")).toStringList() == titles();
}

void TableView::restoreColumns()
{
    if (!hasSavedColumns())
        return;
    if (horizontalHeader()->restoreState(QSettings().value(m_settingsKey).toByteArray()))
        m_userSized = QSettings().value(m_settingsKey + QLatin1String("-sized")).toBool();
}

void TableView::saveColumns()
{
    if (m_settingsKey.isEmpty() || !model())
        return;
    QSettings().setValue(m_settingsKey, horizontalHeader()->saveState());
    QSettings().setValue(m_settingsKey + QLatin1String("-columns"), titles());
    QSettings().setValue(m_settingsKey + QLatin1String("-sized"), m_userSized);
}

void TableView::showHeaderMenu(const QPoint& at)
{
    QMenu menu;
    for (int column = 0; column < model()->columnCount(); ++column) {
        auto* action = menu.addAction(model()->headerData(column, Qt::Horizontal).toString());
        action->setCheckable(true);
        action->setChecked(!isColumnHidden(column));
        connect(action, &QAction::toggled, this, [this, column](bool shown) {
            setColumnHidden(column, !shown);
            m_natural.clear();
            fitColumns();
        });
    }
    menu.addSeparator();
    connect(menu.addAction(tr("Fit columns")), &QAction::triggered, this, [this] {
        m_userSized = false;
        m_natural.clear();
        fitColumns();
    });
    menu.exec(horizontalHeader()->mapToGlobal(at));
}

}  // namespace stormbench::views
