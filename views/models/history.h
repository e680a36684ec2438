// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QObject>
#include <QPointF>
#include <QString>

#include <deque>
#include <map>
#include <set>

#include "engine/api/observer.h"

namespace stormbench::views {

/// One figure over time, bounded: the newest `kCapacity` samples. A gap in the data is a NaN, never
/// a zero.
class Series {
public:
    static constexpr std::size_t kCapacity = 3600;  ///< 15 minutes at four a second

    struct Sample {
        api::WallTime at{};
        double value = 0;
    };
    void add(api::WallTime at, double value);
    [[nodiscard]] const std::deque<Sample>& samples() const { return m_samples; }
    /// The newest `count` values, oldest first.
    [[nodiscard]] QList<double> newest(std::size_t count) const;
    /// Points (milliseconds since the epoch, value) from `since` on, thinned to at most `most` by
    /// the extremes of each slice so that peaks stay; a gap ends a run, so there is one list for
    /// each run.
    [[nodiscard]] QList<QList<QPointF>> runs(api::WallTime since, std::size_t most) const;

private:
    std::deque<Sample> m_samples;
};

/// What snapshots said over the last minutes: throughput of the cluster, of brokers and topics, lag
/// of groups. Runs on: the UI thread. Fed by the panes' owner with every snapshot, at most about
/// four times a second.
class History : public QObject {
    Q_OBJECT

public:
    explicit History(QObject* parent = nullptr)
        : QObject(parent)
    {
    }

    void add(const api::Snapshot& snapshot);
    void clear();

    [[nodiscard]] const Series& recordsIn() const { return m_recordsIn; }
    [[nodiscard]] const Series& bytesIn() const { return m_bytesIn; }
    [[nodiscard]] const Series& bytesOut() const { return m_bytesOut; }
    [[nodiscard]] const std::map<std::string, Series>& topicRates() const { return m_topicRates; }
    [[nodiscard]] const std::map<std::string, Series>& groupLags() const { return m_groupLags; }
    [[nodiscard]] const std::map<BrokerId, Series>& brokerRates() const { return m_brokerRates; }

    /// A moment worth a mark on every chart: a broker went, a fault began or ended. In order of
    /// time.
    struct Mark {
        api::WallTime at{};
        QString text;
    };
    [[nodiscard]] const std::deque<Mark>& marks() const { return m_marks; }

signals:
    void changed();

private:
    void addMarks(const api::Snapshot& snapshot);
    void addFaultMarks(const api::FaultState& faults);

    Series m_recordsIn, m_bytesIn, m_bytesOut;
    std::map<std::string, Series> m_topicRates, m_groupLags;
    std::map<BrokerId, Series> m_brokerRates;
    std::map<BrokerId, api::BrokerState> m_brokerStates;
    api::FaultId m_newestFault{0};           ///< up to it, beginnings are marked
    std::set<api::FaultId> m_faultsInForce;  ///< whose end is still to be marked
    std::deque<Mark> m_marks;
};

}  // namespace stormbench::views
