// SPDX-License-Identifier: GPL-3.0-or-later
#include <librdkafka/rdkafka.h>

#include "engine/client/errors.h"
#include "engine/client/rd_admin.h"
#include "engine/client/records.h"

namespace stormbench::client {
namespace {

constexpr auto kConsumerProtocol = "consumer";

std::string textOrEmpty(const char* text)
{
    return text ? text : "";
}

api::GroupMember memberFrom(const rd_kafka_MemberDescription_t* member)
{
    api::GroupMember result;
    result.memberId = textOrEmpty(rd_kafka_MemberDescription_consumer_id(member));
    result.instanceId = textOrEmpty(rd_kafka_MemberDescription_group_instance_id(member));
    result.clientId = textOrEmpty(rd_kafka_MemberDescription_client_id(member));
    result.clientHost = textOrEmpty(rd_kafka_MemberDescription_host(member));
    if (const auto* const assignment = rd_kafka_MemberDescription_assignment(member))
        result.assignment = partitionsFrom(rd_kafka_MemberAssignment_partitions(assignment));
    return result;
}

api::GroupDescription groupFrom(const rd_kafka_ConsumerGroupDescription_t* group)
{
    api::GroupDescription result;
    result.id = rd_kafka_ConsumerGroupDescription_group_id(group);
    result.state
        = rd_kafka_consumer_group_state_name(rd_kafka_ConsumerGroupDescription_state(group));
    result.protocolType = rd_kafka_ConsumerGroupDescription_is_simple_consumer_group(group)
        ? ""
        : kConsumerProtocol;
    result.assignor = textOrEmpty(rd_kafka_ConsumerGroupDescription_partition_assignor(group));
    if (const auto* const node = rd_kafka_ConsumerGroupDescription_coordinator(group))
        result.coordinator = BrokerId(rd_kafka_Node_id(node));
    const auto count = rd_kafka_ConsumerGroupDescription_member_count(group);
    for (std::size_t i = 0; i < count; ++i)
        result.members.push_back(memberFrom(rd_kafka_ConsumerGroupDescription_member(group, i)));
    std::sort(result.members.begin(), result.members.end(),
        [](const auto& a, const auto& b) { return a.memberId < b.memberId; });
    return result;
}

}  // namespace

Result<std::vector<api::GroupListing>> RdAdmin::listGroups()
{
    SB_TRY_ASSIGN(const auto event,
        run(RD_KAFKA_ADMIN_OP_LISTCONSUMERGROUPS, "listing groups",
            [&](auto* options, auto* queue) {
                rd_kafka_ListConsumerGroups(m_client.get(), options, queue);
            }));
    const auto* const result = rd_kafka_event_ListConsumerGroups_result(event.get());
    std::size_t count = 0;
    const auto** groups = rd_kafka_ListConsumerGroups_result_valid(result, &count);
    std::vector<api::GroupListing> listings;
    for (std::size_t i = 0; i < count; ++i)
        listings.push_back({rd_kafka_ConsumerGroupListing_group_id(groups[i]),
            rd_kafka_consumer_group_state_name(rd_kafka_ConsumerGroupListing_state(groups[i])),
            rd_kafka_ConsumerGroupListing_is_simple_consumer_group(groups[i]) ? ""
                                                                              : kConsumerProtocol});
    // Every broker lists the groups that it coordinates: one that fails must not hide those of the
    // others.
    const auto** errors = rd_kafka_ListConsumerGroups_result_errors(result, &count);
    if (listings.empty() && count > 0)
        return fail(errorFrom(
            rd_kafka_error_code(errors[0]), "listing groups", rd_kafka_error_string(errors[0])));
    std::sort(
        listings.begin(), listings.end(), [](const auto& a, const auto& b) { return a.id < b.id; });
    return listings;
}

Result<std::vector<api::GroupDescription>> RdAdmin::describeGroups(
    const std::vector<std::string>& ids)
{
    if (ids.empty())
        return std::vector<api::GroupDescription>{};
    std::vector<const char*> names;
    for (const auto& id : ids)
        names.push_back(id.c_str());
    SB_TRY_ASSIGN(const auto event,
        run(RD_KAFKA_ADMIN_OP_DESCRIBECONSUMERGROUPS, "describing groups",
            [&](auto* options, auto* queue) {
                rd_kafka_DescribeConsumerGroups(
                    m_client.get(), names.data(), names.size(), options, queue);
            }));
    std::size_t count = 0;
    const auto** groups = rd_kafka_DescribeConsumerGroups_result_groups(
        rd_kafka_event_DescribeConsumerGroups_result(event.get()), &count);
    std::vector<api::GroupDescription> descriptions;
    std::optional<Error> lastError;
    for (std::size_t i = 0; i < count; ++i) {
        if (const auto* const error = rd_kafka_ConsumerGroupDescription_error(groups[i]);
            error && rd_kafka_error_code(error) != RD_KAFKA_RESP_ERR_NO_ERROR)
            lastError = errorFrom(rd_kafka_error_code(error),
                fmt::format(
                    "describing group {}", rd_kafka_ConsumerGroupDescription_group_id(groups[i])));
        else
            descriptions.push_back(groupFrom(groups[i]));
    }
    if (descriptions.empty() && lastError)
        return fail(std::move(*lastError));
    std::sort(descriptions.begin(), descriptions.end(),
        [](const auto& a, const auto& b) { return a.id < b.id; });
    return descriptions;
}

Result<std::vector<api::ItemResult>> RdAdmin::deleteGroups(const std::vector<std::string>& ids)
{
    if (ids.empty())
        return std::vector<api::ItemResult>{};
    std::vector<rd_kafka_DeleteGroup_t*> requests;
    for (const auto& id : ids)
        requests.push_back(rd_kafka_DeleteGroup_new(id.c_str()));
    auto event = run(
        RD_KAFKA_ADMIN_OP_DELETEGROUPS, "deleting groups", [&](auto* options, auto* queue) {
            rd_kafka_DeleteGroups(m_client.get(), requests.data(), requests.size(), options, queue);
        });
    rd_kafka_DeleteGroup_destroy_array(requests.data(), requests.size());
    if (!event)
        return fail(std::move(event).error());

    std::size_t count = 0;
    const auto** groups = rd_kafka_DeleteGroups_result_groups(
        rd_kafka_event_DeleteGroups_result(event->get()), &count);
    std::vector<api::ItemResult> items;
    for (std::size_t i = 0; i < count; ++i) {
        const std::string name = rd_kafka_group_result_name(groups[i]);
        Result<> result;
        if (const auto* const error = rd_kafka_group_result_error(groups[i]))
            result = fail(
                errorFrom(rd_kafka_error_code(error), fmt::format("deleting group {}", name)));
        items.push_back({name, std::move(result)});
    }
    return items;
}

Result<std::vector<api::CommittedOffset>> RdAdmin::committedOffsets(const std::string& group)
{
    const auto doing = fmt::format("reading the offsets of group {}", group);
    auto* request = rd_kafka_ListConsumerGroupOffsets_new(group.c_str(), nullptr);
    auto event
        = run(RD_KAFKA_ADMIN_OP_LISTCONSUMERGROUPOFFSETS, doing, [&](auto* options, auto* queue) {
              rd_kafka_ListConsumerGroupOffsets(m_client.get(), &request, 1, options, queue);
          });
    rd_kafka_ListConsumerGroupOffsets_destroy(request);
    if (!event)
        return fail(std::move(event).error());

    std::size_t count = 0;
    const auto** groups = rd_kafka_ListConsumerGroupOffsets_result_groups(
        rd_kafka_event_ListConsumerGroupOffsets_result(event->get()), &count);
    std::vector<api::CommittedOffset> offsets;
    if (count == 0)
        return offsets;
    if (const auto* const error = rd_kafka_group_result_error(groups[0]))
        return fail(errorFrom(rd_kafka_error_code(error), doing));
    const auto* const list = rd_kafka_group_result_partitions(groups[0]);
    for (int i = 0; list && i < list->cnt; ++i) {
        const auto& element = list->elems[i];
        api::CommittedOffset committed{
            {element.topic, PartitionIndex(element.partition)}, std::nullopt, {}};
        if (element.offset >= 0)
            committed.offset = Offset(element.offset);
        committed.metadata.assign(static_cast<const char*>(element.metadata),
            element.metadata ? element.metadata_size : 0);
        offsets.push_back(std::move(committed));
    }
    std::sort(offsets.begin(), offsets.end(),
        [](const auto& a, const auto& b) { return a.partition < b.partition; });
    return offsets;
}

}  // namespace stormbench::client
