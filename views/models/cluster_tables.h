// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

#include "views/models/cluster_rows.h"
#include "views/models/table_model.h"

namespace stormbench::views {

// The tables' columns, declared once; panes add a view and a filter.

[[nodiscard]] std::unique_ptr<TableModel<BrokerRow>> makeBrokerTable();
[[nodiscard]] std::unique_ptr<TableModel<TopicRow>> makeTopicTable();
/// Where makePartitionTable() has its columns, for who hides or asks for one.
enum PartitionColumn : int {
    PartitionTopic,
    PartitionNumber,
    PartitionLeader,
    PartitionEpoch,
    PartitionReplicas,
    PartitionInSync,
    PartitionLogStart,
    PartitionLogEnd,
    PartitionSize,
    PartitionSegments,
    PartitionRecordsIn,
    PartitionAckMedian,
    PartitionAckP99,
    PartitionNote,
};
[[nodiscard]] std::unique_ptr<TableModel<PartitionRow>> makePartitionTable();
[[nodiscard]] std::unique_ptr<TableModel<GroupRow>> makeGroupTable();
[[nodiscard]] std::unique_ptr<TableModel<GroupPartitionRow>> makeGroupPartitionTable();
[[nodiscard]] std::unique_ptr<TableModel<MemberRow>> makeMemberTable();

// Figures as text: "–" for unknown, "≈" before an estimate.

[[nodiscard]] QString countText(const api::Figure<std::int64_t>& figure);
[[nodiscard]] QString bytesText(const api::Figure<std::int64_t>& figure);
[[nodiscard]] QString rateText(const api::Figure<double>& figure);
[[nodiscard]] QString byteRateText(const api::Figure<double>& figure);
[[nodiscard]] QString microsText(const api::Figure<double>& figure);

}  // namespace stormbench::views
