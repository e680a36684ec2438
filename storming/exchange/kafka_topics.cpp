// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/exchange/formats.h"

#include <fmt/format.h>

namespace stormbench::storming {
namespace {

/// In single quotes for a POSIX shell.
std::string quoted(const std::string& text)
{
    std::string result = "'";
    for (const char c : text)
        result += c == '\'' ? std::string("'\\''") : std::string(1, c);
    return result + "'";
}

std::string heading(const Topology& topology, const ExportOptions& options, const char* does)
{
    // A title of several lines must not leave the comment.
    std::string title = topology.title;
    for (char& c : title)
        c = static_cast<unsigned char>(c) < ' ' ? ' ' : c;
    return fmt::format("#!/usr/bin/env bash\n"
                       "# {} the topics of the board \"{}\".\n"
                       "# Needs kafka-topics.sh of Apache Kafka on the PATH. BOOTSTRAP and "
                       "COMMAND_CONFIG may be set in the environment.\n"
                       "set -euo pipefail\n\n"
                       "BOOTSTRAP=${{BOOTSTRAP:-{}}}\n"
                       "options=(--bootstrap-server \"$BOOTSTRAP\")\n"
                       "if [[ -n ${{COMMAND_CONFIG:-}} ]]; then\n"
                       "  options+=(--command-config \"$COMMAND_CONFIG\")\n"
                       "fi\n\n",
        does, title, options.bootstrap);
}

}  // namespace

ExportResult exportKafkaTopics(const Topology& topology, const ExportOptions& options)
{
    std::string create = heading(topology, options, "Creates");
    std::string remove = heading(topology, options, "Deletes, with all their records,");
    for (const TopicSpec& topic : topology.topics) {
        create += fmt::format(
            "kafka-topics.sh \"${{options[@]}}\" --create --if-not-exists --topic {} \\\n"
            "  --partitions {} --replication-factor {}",
            quoted(topic.name), topic.partitions,
            topic.replicationFactor > 0 ? topic.replicationFactor : options.replicationFactor);
        for (const auto& [name, value] : topic.configs)
            create += fmt::format(" \\\n  --config {}", quoted(fmt::format("{}={}", name, value)));
        create += "\n";
        remove
            += fmt::format("kafka-topics.sh \"${{options[@]}}\" --delete --if-exists --topic {}\n",
                quoted(topic.name));
    }
    ExportResult result;
    result.files = {{"create-topics.sh", create, true}, {"delete-topics.sh", remove, true}};
    result.losses
        = {"Messages, schemas, services and consumer groups are not part of a topic script."};
    return result;
}

}  // namespace stormbench::storming
