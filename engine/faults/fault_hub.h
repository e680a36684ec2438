// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <set>
#include <vector>

#include "engine/faults/fault_transport.h"
#include "engine/faults/lane.h"

namespace stormbench::faults {

class ConnectAttempt;
class FaultStream;

/// What the connections of one FaultTransport share. Runs on: the strand.
struct FaultHub {
    FaultHub(BrokerId who, const FaultTransport::Inner& in, LinkTable& table)
        : self(who)
        , inner(in)
        , links(table)
    {
    }

    [[nodiscard]] Path& pathTo(BrokerId other);
    [[nodiscard]] Path& pathFrom(BrokerId other);
    void refresh();

    /// Keeps a connection that this side has closed while nobody can tell the other side.
    void keepUntilHealed(std::unique_ptr<env::Connection> connection, const Path& path);

    const BrokerId self;
    const FaultTransport::Inner inner;
    LinkTable& links;
    std::set<FaultStream*> open;
    std::set<std::shared_ptr<ConnectAttempt>> attempts;  ///< to connect, while the link is faulty

private:
    struct Unheard {
        std::unique_ptr<env::Connection> connection;
        const Path* path;
    };
    std::map<BrokerId, Path> m_to, m_from;  ///< never erased: connections refer to them
    std::vector<Unheard> m_unheard;
};

}  // namespace stormbench::faults
