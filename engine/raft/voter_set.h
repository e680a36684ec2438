// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <vector>

#include "engine/base/ids.h"

namespace stormbench::raft {

/// The nodes that elect the leader and whose logs decide what is committed. A value: a change of
/// the voters (KIP-853) would be another one.
class VoterSet {
public:
    VoterSet() = default;
    explicit VoterSet(std::vector<BrokerId> ids)
        : m_ids(std::move(ids))
    {
        std::ranges::sort(m_ids);
        m_ids.erase(std::ranges::unique(m_ids).begin(), m_ids.end());
    }

    [[nodiscard]] bool contains(BrokerId id) const { return std::ranges::binary_search(m_ids, id); }
    [[nodiscard]] std::size_t majority() const { return m_ids.size() / 2 + 1; }
    [[nodiscard]] std::size_t size() const { return m_ids.size(); }
    [[nodiscard]] const std::vector<BrokerId>& ids() const { return m_ids; }  ///< ascending

    friend bool operator==(const VoterSet&, const VoterSet&) = default;

private:
    std::vector<BrokerId> m_ids;
};

}  // namespace stormbench::raft
