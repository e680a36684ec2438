// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storming/exchange/exporter.h"

namespace stormbench::storming {

[[nodiscard]] ExportResult exportAsyncApi(const Topology& topology, const ExportOptions& options);
[[nodiscard]] ExportResult exportKafkaTopics(
    const Topology& topology, const ExportOptions& options);
[[nodiscard]] ExportResult exportGlossary(const Board& board);
[[nodiscard]] ExportResult exportMermaid(const Board& board);
[[nodiscard]] ExportResult exportTopologyJson(
    const Topology& topology, const ExportOptions& options);

}  // namespace stormbench::storming
