// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>

#include "engine/api/consumer.h"
#include "engine/api/observer.h"
#include "views/feed/message_tail.h"

namespace stormbench::test {

/// An observer that publishes what a test hands it, on the calling thread.
class FakeObserver : public api::Observer {
public:
    /// Outlives the observer; the feed owns that one.
    struct Wire {
        Published published;
        int starts = 0;
        int stops = 0;
    };
    explicit FakeObserver(std::shared_ptr<Wire> wire)
        : m_wire(std::move(wire))
    {
    }
    void start(api::Millis, Published published) override
    {
        m_wire->published = std::move(published);
        ++m_wire->starts;
    }
    void stop() override { ++m_wire->stops; }

private:
    std::shared_ptr<Wire> m_wire;
};

/// A believable order process on three brokers, `step` quarter seconds after its start. With
/// `remote`, as a sampling observer would tell it.
[[nodiscard]] api::Snapshot orderCluster(int step, bool remote = false);

[[nodiscard]] std::vector<feed::RecordPtr> orderRecords(int count, int from = 0);

}  // namespace stormbench::test
