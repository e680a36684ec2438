// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/sim/image_hash.h"

#include <string>

namespace stormbench::sim {
namespace {

class Hash {
public:
    void add(std::uint64_t value)
    {
        m_value = (m_value ^ value) * 0x100000001b3ull;
        m_value ^= m_value >> 31;
    }
    void add(const std::string& text)
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

void addTo(Hash& hash, const std::vector<BrokerId>& brokers)
{
    for (const auto broker : brokers)
        hash.add(broker);
    hash.add(brokers.size());
}

void addTo(Hash& hash, const controller::TopicImage& topic)
{
    hash.add(topic.name);
    hash.add(topic.id.high);
    hash.add(topic.id.low);
    for (const auto& partition : topic.partitions) {
        hash.add(partition.leader);
        hash.add(static_cast<std::uint64_t>(partition.leaderEpoch.value()));
        hash.add(static_cast<std::uint64_t>(partition.partitionEpoch.value()));
        for (const auto* brokers : {&partition.replicas, &partition.isr, &partition.adding,
                 &partition.removing, &partition.eligible})
            addTo(hash, *brokers);
    }
}

}  // namespace

std::uint64_t imageHash(const controller::MetadataImage& image)
{
    Hash hash;
    for (const auto& [id, broker] : image.brokers()) {
        hash.add(id);
        hash.add(static_cast<std::uint64_t>(broker.epoch.value()));
        hash.add(broker.incarnation.high);
        hash.add(std::uint64_t{broker.fenced} + 2 * std::uint64_t{broker.inControlledShutdown}
            + 4 * std::uint64_t{broker.diskFailed});
        for (const auto& listener : broker.listeners) {
            hash.add(listener.endpoint.host);
            hash.add(std::uint64_t{listener.endpoint.port});
        }
    }
    for (const auto& [name, topic] : image.topics())
        addTo(hash, *topic);
    for (const auto& [resource, values] : image.configs()) {
        hash.add(resource.name);
        for (const auto& [name, value] : values) {
            hash.add(name);
            hash.add(value);
        }
    }
    hash.add(static_cast<std::uint64_t>(image.nextProducerId().value()));
    return hash.value();
}

}  // namespace stormbench::sim
