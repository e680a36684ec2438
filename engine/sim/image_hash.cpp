// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/sim/image_hash.h"

#include <string_view>

namespace stormbench::sim {
namespace {

class Hash {
public:
    void add(std::uint64_t value)
    {
        m_value = (m_value ^ value) * 0x100000001b3ull;
        m_value ^= m_value >> 31;
    }
    void add(std::string_view text)
    {
        for (const char c : text)
            add(static_cast<std::uint64_t>(static_cast<unsigned char>(c)));
        add(text.size());
    }
    void add(BrokerId id) { add(static_cast<std::uint64_t>(id.value())); }
    [[nodiscard]] std::uint64_t value() const { return m_value; }

private:
    std::uint64_t m_value = 0xcbf29ce484222325ull;
};

}  // namespace

std::uint64_t imageHash(const broker::BrokerStatistics& statistics)
{
    Hash hash;
    for (const auto& broker : statistics.brokers) {
        hash.add(broker.id);
        hash.add(broker.host);
        hash.add(std::uint64_t{broker.port});
        hash.add(std::uint64_t{broker.fenced});
    }
    for (const auto& topic : statistics.topics) {
        hash.add(topic.name);
        hash.add(topic.id.high);
        hash.add(topic.id.low);
        for (const auto& partition : topic.partitions) {
            hash.add(static_cast<std::uint64_t>(partition.partition.value()));
            hash.add(partition.leader);
            hash.add(static_cast<std::uint64_t>(partition.leaderEpoch.value()));
            for (const auto replica : partition.isr)
                hash.add(replica);
        }
    }
    return hash.value();
}

}  // namespace stormbench::sim
