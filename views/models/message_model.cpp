// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/models/message_model.h"

#include <algorithm>

#include "resources/ui/format.h"
#include "views/common/table_roles.h"
#include "views/models/message_text.h"
#include "views/models/table_model.h"

namespace stormbench::views {
namespace {

constexpr qsizetype kPreview = 240;

bool contains(const std::optional<Bytes>& bytes, const QString& word)
{
    return bytes && textOf(*bytes).contains(word, Qt::CaseInsensitive);
}

qint64 sizeOf(const api::ReceivedRecord& record)
{
    std::size_t size
        = (record.key ? record.key->size() : 0) + (record.value ? record.value->size() : 0);
    for (const auto& header : record.headers)
        size += header.name.size() + (header.value ? header.value->size() : 0);
    return static_cast<qint64>(size);
}

}  // namespace

MessageModel::MessageModel(QObject* parent, std::size_t capacity)
    : QAbstractTableModel(parent)
    , m_capacity(capacity)
{
}

void MessageModel::append(std::vector<feed::RecordPtr> records)
{
    // Of more than fits, the oldest never become rows.
    const std::size_t skipped = records.size() > m_capacity ? records.size() - m_capacity : 0;
    makeRoom(records.size() - skipped);
    if (skipped > 0)
        m_first += skipped;
    std::vector<quint64> matching;
    for (std::size_t i = skipped; i < records.size(); ++i) {
        if (matches(*records[i]))
            matching.push_back(m_first + m_records.size());
        m_records.push_back(std::move(records[i]));
    }
    if (matching.empty())
        return;
    const int from = rowCount();
    beginInsertRows({}, from, from + static_cast<int>(matching.size()) - 1);
    m_visible.insert(m_visible.end(), matching.begin(), matching.end());
    endInsertRows();
}

/// Lets the oldest go, so that `coming` more fit.
void MessageModel::makeRoom(std::size_t coming)
{
    const std::size_t excess
        = m_records.size() + coming > m_capacity ? m_records.size() + coming - m_capacity : 0;
    if (excess == 0)
        return;
    const quint64 first = m_first + excess;
    const auto kept = std::lower_bound(m_visible.begin(), m_visible.end(), first);
    const bool rowsGo = kept != m_visible.begin();
    if (rowsGo)
        beginRemoveRows({}, 0, static_cast<int>(kept - m_visible.begin()) - 1);
    m_visible.erase(m_visible.begin(), kept);
    m_records.erase(m_records.begin(), m_records.begin() + static_cast<std::ptrdiff_t>(excess));
    m_first = first;
    if (rowsGo)
        endRemoveRows();
}

void MessageModel::clear()
{
    beginResetModel();
    m_records.clear();
    m_visible.clear();
    m_first = 0;
    endResetModel();
}

void MessageModel::setFilter(const QString& text)
{
    const auto words = text.split(u' ', Qt::SkipEmptyParts);
    if (words == m_words)
        return;
    m_words = words;
    beginResetModel();
    m_visible.clear();
    for (std::size_t i = 0; i < m_records.size(); ++i) {
        if (matches(*m_records[i]))
            m_visible.push_back(m_first + i);
    }
    endResetModel();
}

bool MessageModel::matches(const api::ReceivedRecord& record) const
{
    return std::all_of(m_words.begin(), m_words.end(), [&](const QString& word) {
        if (contains(record.value, word) || contains(record.key, word)
            || QString::fromStdString(record.topic).contains(word, Qt::CaseInsensitive))
            return true;
        return std::any_of(
            record.headers.begin(), record.headers.end(), [&](const api::Header& header) {
                return QString::fromStdString(header.name).contains(word, Qt::CaseInsensitive)
                    || contains(header.value, word);
            });
    });
}

feed::RecordPtr MessageModel::recordAt(int row) const
{
    if (row < 0 || row >= rowCount())
        return nullptr;
    return m_records[static_cast<std::size_t>(m_visible[static_cast<std::size_t>(row)] - m_first)];
}

int MessageModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_visible.size());
}
int MessageModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant MessageModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount)
        return {};
    if (role == Qt::TextAlignmentRole) {
        const bool figure
            = section == Partition || section == OffsetColumn || section == Time || section == Size;
        return static_cast<int>((figure ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    }
    if (role != Qt::DisplayRole)
        return {};
    const QString titles[] = {tr("Topic"), tr("Partition"), tr("Offset"), tr("Time"), tr("Key"),
        tr("Type"), tr("Value"), tr("Size")};
    return titles[section];
}

QVariant MessageModel::data(const QModelIndex& index, int role) const
{
    const auto record = index.isValid() ? recordAt(index.row()) : nullptr;
    if (!record || index.column() >= ColumnCount)
        return {};
    const auto column = static_cast<Column>(index.column());
    switch (role) {
    case Qt::DisplayRole: return text(*record, column);
    case Qt::TextAlignmentRole: return headerData(column, Qt::Horizontal, role);
    case Qt::ForegroundRole: return color(*record, column);
    case MonospaceRole: return column == Key || column == Value;
    case KeyRole: return QString::number(m_visible[static_cast<std::size_t>(index.row())]);
    default: return {};
    }
}

QString MessageModel::text(const api::ReceivedRecord& record, Column column) const
{
    switch (column) {
    case Topic: return QString::fromStdString(record.topic);
    case Partition: return QString::number(record.partition.value());
    case OffsetColumn: return ui::formatCount(record.offset.value());
    case Time:
        return record.timestampType == api::TimestampType::None
            ? QString(ui::kUnknownFigure)
            : ui::formatTime(record.timestamp.count());
    case Key: return record.key ? previewText(*record.key, kPreview) : tr("no key");
    case Type: return QString::fromStdString(record.headerText("ce_type").value_or(std::string()));
    case Value: return record.value ? previewText(*record.value, kPreview) : tr("tombstone");
    case Size: return ui::formatBytes(sizeOf(record));
    case ColumnCount: break;
    }
    return {};
}

QVariant MessageModel::color(const api::ReceivedRecord& record, Column column) const
{
    const bool absent = (column == Key && !record.key) || (column == Value && !record.value);
    return absent || column == Size ? themeColor(ui::Token::Muted) : QVariant();
}

}  // namespace stormbench::views
