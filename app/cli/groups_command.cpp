// SPDX-License-Identifier: GPL-3.0-or-later
#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "app/cli/admin_session.h"
#include "app/cli/command.h"
#include "app/cli/output.h"

namespace stormbench::cli {
namespace {

using Json = nlohmann::ordered_json;

struct Options {
    ConnectionOptions connection;
    bool json = false;
    std::vector<std::string> ids;
};

struct Row {
    api::TopicPartition partition;
    std::optional<Offset> committed;
    std::optional<Offset> end;
    std::string member;

    /// Uncommitted partitions count from the log's start, which is what a group that begins there
    /// has before it.
    [[nodiscard]] std::optional<std::int64_t> lag(std::optional<Offset> start) const
    {
        const auto from = committed ? committed : start;
        return end && from ? std::optional(std::max<std::int64_t>(*end - *from, 0)) : std::nullopt;
    }
};

std::string orDash(const std::optional<std::int64_t>& number)
{
    return number ? std::to_string(*number) : "-";
}

std::optional<std::int64_t> valueOf(const std::optional<Offset>& offset)
{
    return offset ? std::optional(offset->value()) : std::nullopt;
}

Result<std::map<api::TopicPartition, Offset>> offsetsOf(
    api::Admin& admin, const std::map<api::TopicPartition, Row>& rows, api::OffsetQuery::Kind kind)
{
    std::vector<api::TopicPartition> partitions;
    for (const auto& [partition, row] : rows)
        partitions.push_back(partition);
    SB_TRY_ASSIGN(const auto listed, admin.listOffsets(partitions, {kind, {}}));
    std::map<api::TopicPartition, Offset> offsets;
    for (const auto& [partition, offset] : listed) {
        if (offset)
            offsets[partition] = *offset;
    }
    return offsets;
}

Result<Json> describeOne(api::Admin& admin, const api::GroupDescription& group,
    std::vector<std::vector<std::string>>& table)
{
    std::map<api::TopicPartition, Row> rows;
    SB_TRY_ASSIGN(const auto committed, admin.committedOffsets(group.id));
    for (const auto& entry : committed)
        rows[entry.partition].committed = entry.offset;
    for (const auto& member : group.members) {
        for (const auto& partition : member.assignment)
            rows[partition].member = member.clientId.empty() ? member.memberId : member.clientId;
    }
    SB_TRY_ASSIGN(const auto starts, offsetsOf(admin, rows, api::OffsetQuery::Kind::Earliest));
    SB_TRY_ASSIGN(const auto ends, offsetsOf(admin, rows, api::OffsetQuery::Kind::Latest));

    Json partitions = Json::array();
    std::int64_t total = 0;
    for (auto& [partition, row] : rows) {
        if (const auto end = ends.find(partition); end != ends.end())
            row.end = end->second;
        const auto start = starts.find(partition);
        const auto lag
            = row.lag(start == starts.end() ? std::nullopt : std::optional(start->second));
        total += lag.value_or(0);
        const auto number = [](const auto& value) { return value ? Json(*value) : Json(); };
        partitions.push_back(
            {{"topic", partition.topic}, {"partition", partition.partition.value()},
                {"committed", number(valueOf(row.committed))}, {"logEnd", number(valueOf(row.end))},
                {"lag", number(lag)}, {"member", row.member}});
        table.push_back({group.id, partition.topic, std::to_string(partition.partition.value()),
            orDash(valueOf(row.committed)), orDash(valueOf(row.end)), orDash(lag),
            row.member.empty() ? "-" : row.member});
    }
    return Json{{"id", group.id}, {"state", group.state}, {"assignor", group.assignor},
        {"coordinator", group.coordinator.value()}, {"members", group.members.size()},
        {"lag", total}, {"partitions", partitions}};
}

int list(const Options& options, api::Admin& admin)
{
    const auto groups = admin.listGroups();
    if (!groups)
        return exitCodeFor(groups.error());
    Json json = Json::array();
    std::vector<std::vector<std::string>> rows{{"GROUP", "STATE"}};
    for (const auto& group : *groups) {
        json.push_back(
            {{"id", group.id}, {"state", group.state}, {"protocolType", group.protocolType}});
        rows.push_back({group.id, group.state});
    }
    if (options.json)
        print(json.dump(2));
    else
        printTable(rows);
    return kDone;
}

int describe(const Options& options, api::Admin& admin)
{
    const auto groups = admin.describeGroups(options.ids);
    if (!groups)
        return exitCodeFor(groups.error());
    int code = kDone;
    Json json = Json::array();
    std::vector<std::vector<std::string>> table{
        {"GROUP", "TOPIC", "PARTITION", "COMMITTED", "LOG-END", "LAG", "MEMBER"}};
    for (const auto& group : *groups) {
        if (group.state == "Dead") {
            complain(fmt::format("there is no group {}", group.id));
            code = kFailed;
            continue;
        }
        auto described = describeOne(admin, group, table);
        if (!described)
            return exitCodeFor(described.error());
        json.push_back(*std::move(described));
    }
    if (options.json)
        print(json.dump(2));
    else
        printTable(table);
    return code;
}

int remove(const Options& options, api::Admin& admin)
{
    return reportItems(admin.deleteGroups(options.ids), "deleted", options.json);
}

}  // namespace

void declareGroups(CLI::App& app, Action& chosen)
{
    app.require_subcommand(1);
    const auto options = std::make_shared<Options>();
    using Body = int (*)(const Options&, api::Admin&);
    const auto add = [&](const char* name, const char* summary, Body body, bool takesIds) {
        auto& sub = *app.add_subcommand(name, summary);
        options->connection.declare(sub);
        sub.add_flag("--json", options->json, "Print JSON");
        if (takesIds)
            sub.add_option("group", options->ids, "Group ids")->required();
        sub.callback([options, body, &chosen] {
            chosen = [options, body] {
                return withAdmin(
                    options->connection, [&](api::Admin& admin) { return body(*options, admin); });
            };
        });
    };
    add("list", "Print the consumer groups", list, false);
    add("describe", "Print members, committed offsets and lag", describe, true);
    add("delete", "Delete groups that have no members", remove, true);
}

}  // namespace stormbench::cli
