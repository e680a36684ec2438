// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/api/admin.h"
#include "storming/generate/topology.h"

namespace stormbench::storming {

/// What has to happen to one topic so that a cluster fits the topology.
enum class PlanAction {
    Create,
    Keep,           ///< it is there and fits
    AddPartitions,  ///< keys move to other partitions: their order is lost over the change
    ChangeConfigs,
    Incompatible,  ///< it is there and cannot be made to fit; it is used as it is
};

enum class PlanRisk { Safe, BreaksOrder, DestroysData, Impossible };

struct PlanItem {
    std::string topic;
    PlanAction action = PlanAction::Keep;
    PlanRisk risk = PlanRisk::Safe;
    std::string explanation;  ///< a sentence: what differs and what that means
    int partitionsNow = 0;    ///< 0: there is no such topic
    int partitionsWanted = 0;
    std::map<std::string, std::pair<std::string, std::string>>
        configs;  ///< name → (now, wanted), those that differ

    friend bool operator==(const PlanItem&, const PlanItem&) = default;
};

struct Plan {
    std::vector<PlanItem> items;  ///< by topic

    [[nodiscard]] int count(PlanAction action) const;
    /// "create 9 topics, keep 2, 1 does not fit"
    [[nodiscard]] std::string summary() const;
};

/// A topic as the cluster has it.
struct ExistingTopic {
    int partitions = 0;
    std::map<std::string, std::string> configs;  ///< effective values
};

/// Pure: compares the topology with what exists. Topics that the topology does not name are never
/// touched.
[[nodiscard]] Plan makePlan(
    const Topology& topology, const std::map<std::string, ExistingTopic>& existing);

/// Reads what exists of the topology's topics. Blocks; see api::Admin.
[[nodiscard]] Result<std::map<std::string, ExistingTopic>> readExisting(
    const Topology& topology, api::Admin& admin);

/// Which kinds of step apply() may take. Play only creates; deploying asks for more.
struct ApplyOptions {
    bool addPartitions = false;
    bool changeConfigs = false;
};

/// Carries the plan out through the wire and waits until every created topic has leaders. Fails on
/// the first step that the cluster refuses, saying which topics were made before. Blocks; see
/// api::Admin.
[[nodiscard]] Result<> applyPlan(
    const Plan& plan, const Topology& topology, api::Admin& admin, ApplyOptions options = {});

/// What playing needs: creates the topics that are missing and leaves the others as they are; the
/// plan tells which do not fit. Blocks; see api::Admin.
[[nodiscard]] Result<Plan> createMissingTopics(const Topology& topology, api::Admin& admin);

}  // namespace stormbench::storming
