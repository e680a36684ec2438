// SPDX-License-Identifier: GPL-3.0-or-later
#include "three_brokers.h"

#include <algorithm>

namespace stormbench::processes {
namespace {

constexpr api::Millis kAskLimit{2'000};
constexpr api::Millis kCreateLimit{30'000};

bool holds(const std::vector<BrokerId>& brokers, int id)
{
    return std::find(brokers.begin(), brokers.end(), BrokerId(id)) != brokers.end();
}

}  // namespace

ThreeBrokers::ThreeBrokers(
    const QString& directory, QList<NodeAddress> nodes, const QList<QStringList>& launchers)
    : m_nodes(std::move(nodes))
{
    for (int id = 1; id <= kCount; ++id) {
        const auto data = QString("%1/broker-%2").arg(directory).arg(id);
        const auto file = data + ".properties";
        if (!writeFile(file, serverProperties(id, m_nodes, data)))
            qFatal("cannot write %s", qPrintable(file));
        m_brokers.push_back(std::make_unique<BrokerProcess>(file, launchers.value(id - 1)));
    }
}

QString ThreeBrokers::start()
{
    for (auto& broker : m_brokers)
        broker->begin();
    for (auto& broker : m_brokers)
        if (!broker->awaitReady())
            return messages();
    return {};
}

bool ThreeBrokers::stop()
{
    bool good = true;
    for (auto broker = m_brokers.rbegin(); broker != m_brokers.rend(); ++broker)
        good = (*broker)->stop() == 0 && good;
    return good;
}

QString ThreeBrokers::messages() const
{
    QString all;
    for (int id = 1; id <= kCount; ++id)
        all += QString("broker %1:\n%2").arg(id).arg(m_brokers[std::size_t(id - 1)]->messages());
    return all;
}

api::ConnectionSettings ThreeBrokers::connectionTo(int id) const
{
    QStringList addresses;
    for (int i = 1; i <= kCount; ++i)
        if (id == 0 || id == i)
            addresses << QString("%1:%2").arg(m_nodes[i - 1].host).arg(m_nodes[i - 1].port);
    api::ConnectionSettings settings;
    settings.bootstrap = addresses.join(',').toStdString();
    // A broker that stands still keeps a request for so long before the client asks another: by
    // default a minute.
    settings.properties["socket.timeout.ms"] = "2000";
    return settings;
}

Result<> ThreeBrokers::createTopic(const std::string& topic, int partitions) const
{
    SB_TRY_ASSIGN(const auto admin, api::Admin::create(connection(), kCreateLimit));
    api::NewTopic wanted;
    wanted.name = topic;
    wanted.partitions = partitions;
    wanted.replicationFactor = kCount;
    SB_TRY_ASSIGN(const auto results, admin->createTopics({wanted}));
    return results.front().result;
}

api::TopicDescription ThreeBrokers::describe(const std::string& topic, int asked) const
{
    const auto admin = api::Admin::create(connectionTo(asked), kAskLimit);
    if (!admin)
        return {};
    const auto described = (*admin)->describeTopics({topic});
    return described && described->size() == 1 ? described->front() : api::TopicDescription{};
}

bool ThreeBrokers::isWhole(const std::string& topic) const
{
    for (int id = 1; id <= kCount; ++id) {
        const auto seen = describe(topic, id).partitions;
        const bool whole = std::all_of(seen.begin(), seen.end(), [](const auto& partition) {
            return partition.leader != kNoBroker && partition.isr.size() == kCount;
        });
        if (seen.empty() || !whole)
            return false;
    }
    return true;
}

bool ThreeBrokers::goesOnWithout(int id, const std::string& topic, int asked) const
{
    const auto seen = describe(topic, asked).partitions;
    return !seen.empty() && std::all_of(seen.begin(), seen.end(), [id](const auto& partition) {
        return partition.leader != kNoBroker && partition.leader != BrokerId(id)
            && !holds(partition.isr, id);
    });
}

QString ThreeBrokers::stateOf(const std::string& topic) const
{
    QString text;
    for (int id = 1; id <= kCount; ++id) {
        text += QString("broker %1 says: ").arg(id);
        for (const auto& partition : describe(topic, id).partitions) {
            text += QString("%1: leader %2, epoch %3, isr")
                        .arg(partition.index.value())
                        .arg(partition.leader.value())
                        .arg(partition.leaderEpoch.value());
            for (const auto member : partition.isr)
                text += QString(" %1").arg(member.value());
            text += "; ";
        }
        text += '\n';
    }
    return text;
}

std::set<int> ThreeBrokers::ledBy(int id, const std::string& topic, int asked) const
{
    std::set<int> led;
    for (const auto& partition : describe(topic, asked).partitions)
        if (partition.leader == BrokerId(id))
            led.insert(partition.index.value());
    return led;
}

}  // namespace stormbench::processes
