// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>
#include <string>
#include <vector>

#include "storming/generate/topology.h"

namespace stormbench::storming {

struct ExportOptions {
    std::string bootstrap = "localhost:9092";  ///< written where a format names a server
    int replicationFactor = 1;                 ///< where the topology leaves it to the cluster
};

struct ExportFile {
    std::string path;  ///< relative, with '/'
    std::string content;
    bool executable = false;

    friend bool operator==(const ExportFile&, const ExportFile&) = default;
};

struct ExportResult {
    std::vector<ExportFile> files;    ///< sorted by path
    std::vector<std::string> losses;  ///< what the format cannot express, as sentences
};

/// A target format. Exporters read only the topology or, where they describe what was stormed, the
/// board; they sort what they write and write no times: equal boards give equal bytes.
struct Exporter {
    const char* name;   ///< for --format: "asyncapi"
    const char* title;  ///< in the menu: "AsyncAPI 3.0"
    const char* description;
    /// Null where `describe` is set.
    ExportResult (*run)(const Topology& topology, const ExportOptions& options);
    /// Needs no board that generates.
    ExportResult (*describe)(const Board& board) = nullptr;
};

/// Every exporter, declared once; the menu and `stormctl export` derive from it.
[[nodiscard]] std::span<const Exporter> exporters();
[[nodiscard]] const Exporter* exporterNamed(const std::string& name);

}  // namespace stormbench::storming
