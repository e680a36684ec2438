// SPDX-License-Identifier: GPL-3.0-or-later
#include <CLI/CLI.hpp>
#include <QtCore/QDir>
#include <QtCore/QFile>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "app/cli/board_input.h"
#include "app/cli/command.h"
#include "app/cli/output.h"
#include "storming/exchange/exporter.h"

namespace stormbench::cli {
namespace {

using Json = nlohmann::ordered_json;

struct Options {
    std::string board, format, out = ".";
    storming::ExportOptions exporting;
    bool list = false, json = false;
};

int listFormats(bool json)
{
    Json formats = Json::array();
    std::vector<std::vector<std::string>> rows{{"FORMAT", "TITLE", "WHAT"}};
    for (const auto& exporter : storming::exporters()) {
        formats.push_back({{"name", exporter.name}, {"title", exporter.title},
            {"description", exporter.description}});
        rows.push_back({exporter.name, exporter.title, exporter.description});
    }
    if (json)
        print(formats.dump(2));
    else
        printTable(rows);
    return kDone;
}

bool writeFile(const QDir& directory, const storming::ExportFile& file)
{
    QFile out(directory.filePath(QString::fromStdString(file.path)));
    const QByteArray content = QByteArray::fromStdString(file.content);
    if (!out.open(QIODevice::WriteOnly) || out.write(content) != content.size() || !out.flush()) {
        complain(fmt::format("{} cannot be written: {}", out.fileName().toStdString(),
            out.errorString().toStdString()));
        return false;
    }
    if (file.executable)
        out.setPermissions(out.permissions() | QFile::ExeOwner | QFile::ExeUser | QFile::ExeGroup);
    return true;
}

std::optional<storming::ExportResult> exported(
    const storming::Exporter& exporter, const Options& options)
{
    if (exporter.describe) {
        const auto board = readBoardOrComplain(options.board);
        return board ? std::optional(exporter.describe(*board)) : std::nullopt;
    }
    const auto topology = readTopologyOrComplain(options.board);
    return topology ? std::optional(exporter.run(*topology, options.exporting)) : std::nullopt;
}

int run(const Options& options)
{
    const auto* exporter = storming::exporterNamed(options.format);
    if (!exporter) {
        const bool isDrawing
            = options.format == "svg" || options.format == "png" || options.format == "pdf";
        complain(isDrawing
                ? std::string("drawings come from the desktop program: File, Export, Drawing")
                : fmt::format("there is no format \"{}\"; --list names them", options.format));
        return kUsage;
    }
    const auto result = exported(*exporter, options);
    if (!result)
        return kFailed;
    const QDir directory(QString::fromStdString(options.out));
    if (!directory.mkpath(QStringLiteral("."))) {
        complain(fmt::format("{} cannot be made", options.out));
        return kFailed;
    }
    Json files = Json::array();
    for (const auto& file : result->files) {
        if (!writeFile(directory, file))
            return kFailed;
        const auto path = directory.filePath(QString::fromStdString(file.path)).toStdString();
        files.push_back(path);
        if (!options.json)
            print(path);
    }
    for (const auto& loss : result->losses)
        complain(loss);
    if (options.json)
        print(Json{{"files", std::move(files)}, {"losses", result->losses}}.dump(2));
    return kDone;
}

}  // namespace

void declareExport(CLI::App& app, Action& chosen)
{
    const auto options = std::make_shared<Options>();
    app.add_option("board", options->board, "A .storm or .storm.txt file");
    app.add_option("--format", options->format, "Which format; see --list");
    app.add_option("--out", options->out, "Folder to write to; made if missing")
        ->capture_default_str();
    app.add_option(
           "--bootstrap", options->exporting.bootstrap, "Server address where a format names one")
        ->capture_default_str();
    app.add_option("--replication-factor", options->exporting.replicationFactor,
           "Where the board leaves it to the cluster")
        ->capture_default_str()
        ->check(CLI::Range(1, 32'767));
    app.add_flag("--list", options->list, "Print the formats, and end");
    app.add_flag("--json", options->json, "What was written, as JSON");
    app.callback([options, &chosen] {
        if (!options->list && (options->board.empty() || options->format.empty()))
            throw CLI::RequiredError("a board and --format");
        chosen = [options] { return options->list ? listFormats(options->json) : run(*options); };
    });
}

}  // namespace stormbench::cli
