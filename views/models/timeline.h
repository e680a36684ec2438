// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include <deque>
#include <map>
#include <memory>

#include "engine/api/observer.h"
#include "views/models/table_model.h"

namespace stormbench::views {

/// What a moment of the timeline is about; each has a shape and a colour of its own.
enum class TimelineKind : std::uint8_t {
    Controller,
    Leader,
    IsrShrunk,
    IsrExpanded,
    Broker,
    Fault
};

/// One line of the table, one mark on the lanes.
struct TimelineRow {
    api::WallTime at{};
    QString id;  ///< unique
    TimelineKind kind{};
    bool estimated = false;         ///< seen between two samples
    std::vector<BrokerId> brokers;  ///< on whose lanes it stands; empty: the whole cluster's
    QString partition;              ///< "orders-0"; empty: not about one
    QString what;                   ///< "ISR shrank"
    QString change;                 ///< "1, 2, 3 → 1, 2"

    [[nodiscard]] std::pair<qint64, QString> key() const { return {at.count(), id}; }
    [[nodiscard]] const QString& keyText() const { return id; }
    friend bool operator==(const TimelineRow&, const TimelineRow&) = default;
};

enum class LaneState : std::uint8_t { Unknown, Up, Fenced, Paused, Down };
[[nodiscard]] QString laneStateWords(LaneState state);

/// How each broker fared, and what happened: gathered from snapshots, as told where the cluster
/// tells its events, otherwise from the differences of samples. Runs on: the UI thread.
class Timeline : public QObject {
    Q_OBJECT

public:
    static constexpr std::size_t kRowsKept = 2000;

    struct Span {
        api::WallTime from{}, to{};
        LaneState state{};
    };
    struct Lane {
        std::deque<Span> spans;  ///< by time; a gap: not known
        bool controller = false;
    };

    using QObject::QObject;

    void add(const api::Snapshot& snapshot);
    void clear();

    [[nodiscard]] const std::map<BrokerId, Lane>& lanes() const { return m_lanes; }
    [[nodiscard]] std::vector<TimelineRow> rows() const;  ///< by key
    [[nodiscard]] bool estimates() const { return m_estimates; }

private:
    void addLanes(const api::Snapshot& snapshot);
    void addEvents(const api::ClusterEvents& events);
    void addFaults(const api::FaultState& faults);
    void addDifferences(const api::Snapshot& snapshot);
    void note(const api::ClusterEvent& event, const QString& id);
    void put(TimelineRow row);

    std::map<BrokerId, Lane> m_lanes;
    std::map<QString, TimelineRow> m_rows;  ///< by id
    std::map<std::pair<qint64, QString>, QString> m_order;
    api::ClusterEventsPtr m_taken;
    std::map<BrokerId, api::BrokerState> m_states;
    BrokerId m_controller = kNoBroker;
    std::map<api::TopicPartition, std::pair<BrokerId, std::vector<BrokerId>>> m_partitions;
    std::uint64_t m_differences = 0;
    bool m_estimates = false;
};

[[nodiscard]] std::unique_ptr<TableModel<TimelineRow>> makeTimelineTable();
[[nodiscard]] ui::Token timelineToken(TimelineKind kind);

}  // namespace stormbench::views
