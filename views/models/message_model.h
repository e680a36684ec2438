// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractTableModel>
#include <QStringList>

#include <deque>
#include <vector>

#include "views/feed/message_tail.h"

namespace stormbench::views {

/// The newest records of a tail, bounded, oldest first, and a map of those that the filter lets
/// through: filtering is ours because a proxy model of Qt is too slow for records. Texts are made
/// when a cell is painted. Runs on: the UI thread. One removal and one insertion for each append(),
/// however many records it brings.
class MessageModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { Topic, Partition, OffsetColumn, Time, Key, Type, Value, Size, ColumnCount };
    static constexpr std::size_t kCapacity = 5'000;

    explicit MessageModel(QObject* parent = nullptr, std::size_t capacity = kCapacity);

    void append(std::vector<feed::RecordPtr> records);
    void clear();
    /// Words, each of which must occur in key, value, a header or the topic's name, case aside.
    void setFilter(const QString& text);

    [[nodiscard]] feed::RecordPtr recordAt(int row) const;
    [[nodiscard]] int held() const { return static_cast<int>(m_records.size()); }
    [[nodiscard]] quint64 received() const
    {
        return m_first + m_records.size();
    }  ///< since clear()

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant headerData(
        int section, Qt::Orientation orientation, int role) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;

private:
    [[nodiscard]] bool matches(const api::ReceivedRecord& record) const;
    [[nodiscard]] QString text(const api::ReceivedRecord& record, Column column) const;
    [[nodiscard]] QVariant color(const api::ReceivedRecord& record, Column column) const;
    void makeRoom(std::size_t coming);

    std::size_t m_capacity;
    std::deque<feed::RecordPtr> m_records;
    quint64 m_first = 0;            ///< number of the oldest record held; numbers rise by one
    std::deque<quint64> m_visible;  ///< numbers of the records that match, rising
    QStringList m_words;
};

}  // namespace stormbench::views
