// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/exchange/exporter.h"

#include <algorithm>
#include <array>

#include "storming/exchange/formats.h"

namespace stormbench::storming {
namespace {

constexpr std::array kExporters{
    Exporter{"asyncapi", "AsyncAPI 3.0", "one document for each bounded context, as YAML",
        exportAsyncApi},
    Exporter{"glossary", "Glossary (Markdown)",
        "contexts, elements with their fields and relations, and definitions", nullptr,
        exportGlossary},
    Exporter{"kafka-topics", "kafka-topics.sh script",
        "shell scripts that create and delete the topics with Apache Kafka's own tool",
        exportKafkaTopics},
    Exporter{"mermaid", "Mermaid flowchart",
        "the flow as text that Markdown pages draw, with a subgraph a context", nullptr,
        exportMermaid},
    Exporter{"topology", "Topology (JSON)",
        "the whole plan: topics, messages, services and flow edges", exportTopologyJson},
};

}  // namespace

std::span<const Exporter> exporters()
{
    return kExporters;
}

const Exporter* exporterNamed(const std::string& name)
{
    const auto it = std::find_if(kExporters.begin(), kExporters.end(),
        [&](const Exporter& exporter) { return name == exporter.name; });
    return it == kExporters.end() ? nullptr : &*it;
}

}  // namespace stormbench::storming
