// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/api/cluster.h"

#include "engine/api/standalone_broker.h"
#include "engine/cluster/embedded_cluster.h"
#include "engine/cluster/standalone_broker.h"
#include "engine/controller/config_table.h"

namespace stormbench::api {

Result<std::unique_ptr<Cluster>> Cluster::start(const ClusterOptions& options)
{
    return cluster::EmbeddedCluster::create(options);
}

Result<std::unique_ptr<StandaloneBroker>> StandaloneBroker::start(
    const StandaloneOptions& options, const std::function<bool()>& cancelled)
{
    return cluster::StandaloneBroker::create(options, cancelled);
}

std::vector<ConfigEntry> Cluster::brokerConfigNames()
{
    std::vector<ConfigEntry> entries;
    for (const auto& definition : controller::brokerConfigs()) {
        ConfigEntry entry;
        entry.name = definition.name;
        if (!definition.unset)
            entry.value = std::string(definition.defaultValue);
        entry.source = ConfigSource::Default;
        entry.readOnly = definition.scope == controller::ConfigScope::ReadOnly;
        entry.documentation = definition.doc;
        entries.push_back(std::move(entry));
    }
    return entries;
}

}  // namespace stormbench::api
