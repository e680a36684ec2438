// SPDX-License-Identifier: GPL-3.0-or-later
#include <CLI/CLI.hpp>
#include <QtCore/QFile>
#include <QtCore/QFileInfo>
#include <QtCore/QSaveFile>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "app/cli/board_input.h"
#include "app/cli/command.h"
#include "app/cli/output.h"
#include "storming/exchange/importer.h"
#include "storming/store/board_file.h"
#include "storming/store/text_form.h"

namespace stormbench::cli {
namespace {

using Json = nlohmann::ordered_json;
using storming::ImportPlan;

struct Options {
    std::string file, out, format;
    std::vector<std::string> maps, columns;
    bool list = false, into = false, replace = false, json = false;
};

int listFormats(bool json)
{
    Json formats = Json::array();
    std::vector<std::vector<std::string>> rows{{"FORMAT", "TITLE", "FILES"}};
    for (const auto& importer : storming::importers()) {
        formats.push_back({{"name", importer.name}, {"title", importer.title}});
        rows.push_back({importer.name, importer.title, importer.patterns});
    }
    if (json)
        print(formats.dump(2));
    else
        printTable(rows);
    return kDone;
}

std::optional<QByteArray> readOrComplain(const QString& path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        complain(fmt::format(
            "{} cannot be read: {}", path.toStdString(), file.errorString().toStdString()));
        return std::nullopt;
    }
    QByteArray bytes = file.read(storming::kLargestImport + 1);
    if (bytes.size() > storming::kLargestImport) {
        complain(storming::tooLargeToImport(path).toStdString());
        return std::nullopt;
    }
    return bytes;
}

/// "orange=event", "gray=skip".
std::optional<storming::KindChoices> choicesOrComplain(const std::vector<std::string>& maps)
{
    storming::KindChoices choices;
    for (const auto& map : maps) {
        const auto parts = splitAssignment(map);
        if (!parts) {
            complain(parts.error().message);
            return std::nullopt;
        }
        const QString word = QString::fromStdString(parts->second);
        const auto kind = storming::guessKind(word);
        if (!kind && word != QLatin1StringView("skip")) {
            complain(fmt::format(
                "\"{}\" is no kind; use a key such as event, readModel or hotspot, or skip",
                parts->second));
            return std::nullopt;
        }
        const QString key = storming::wordKey(QString::fromStdString(parts->first));
        choices[key] = kind;
    }
    return choices;
}

/// "Sticker=text": a table's column by its title or its number from 1 on.
bool mapColumns(const std::vector<std::string>& maps, storming::CsvLayout& layout)
{
    for (const auto& map : maps) {
        const auto parts = splitAssignment(map);
        const auto known = storming::csvColumns();
        const auto* role = parts ? std::find_if(known.data(), known.data() + known.size(),
                               [&](const auto& entry) { return parts->second == entry.key; })
                                 : nullptr;
        if (!parts || role == known.data() + known.size()) {
            complain(fmt::format("\"{}\" does not read COLUMN=ROLE with a role such as text, kind, "
                                 "x, y, frame, lane or description",
                map));
            return false;
        }
        const QString title = QString::fromStdString(parts->first).simplified();
        auto index = layout.titles.indexOf(title);
        if (index < 0)
            index = title.toInt() - 1;
        if (index < 0 || index >= std::ssize(layout.columns)) {
            complain(fmt::format("the table has no column \"{}\"; its columns are: {}",
                parts->first, layout.titles.join(QStringLiteral(", ")).toStdString()));
            return false;
        }
        for (auto& other : layout.columns)
            if (other == role->column)
                other = storming::CsvColumn::Ignore;
        layout.columns[static_cast<std::size_t>(index)] = role->column;
    }
    return true;
}

const storming::Importer* importerOrComplain(const Options& options, const QByteArray& bytes)
{
    const QString path = QString::fromStdString(options.file);
    const auto* importer = options.format.empty()
        ? storming::importerFor(path, bytes)
        : storming::importerNamed(QString::fromStdString(options.format));
    if (!importer)
        complain(options.format.empty()
                ? storming::unknownToImport(path).toStdString() + " (--format; --list names them)"
                : fmt::format("there is no format \"{}\"; --list names them", options.format));
    return importer;
}

bool writeOrComplain(const std::string& path, const storming::Board& board)
{
    const QString name = QString::fromStdString(path);
    if (!name.endsWith(QLatin1StringView(".txt"))) {
        const auto file = storming::BoardFile::create(name, board, true);
        if (!file)
            complain(file.error().message.toStdString());
        return file.has_value();
    }
    QSaveFile file(name);
    const QByteArray text = storming::writeText(board).toUtf8();
    if (file.open(QIODevice::WriteOnly) && file.write(text) == text.size() && file.commit())
        return true;
    complain(fmt::format("{} cannot be written: {}", path, file.errorString().toStdString()));
    return false;
}

/// Adds to a board that is there; a .storm keeps its history.
int addTo(const std::string& path, const ImportPlan& plan)
{
    auto opened = storming::openBoard(QString::fromStdString(path));
    if (!opened || (!opened->file && opened->note != storming::OpenNote::Imported)) {
        // A copy without what cannot be read is for people who can see what is missing.
        const auto whole = storming::readBoard(QString::fromStdString(path));
        const auto why = !whole ? whole.error().message
            : opened            ? opened->why
                                : opened.error().message;
        complain(why.toStdString());
        return kFailed;
    }
    const auto operations = storming::operationsFor(opened->board, plan);
    const auto applied = apply(opened->board, operations);
    if (applied && !opened->file)
        return writeOrComplain(path, opened->board) ? kDone : kFailed;
    const auto added = applied ? opened->file->append(operations)
                               : storming::BoardResult<>(tl::unexpected(applied.error()));
    if (!added)
        complain(added.error().message.toStdString());
    return added ? kDone : kFailed;
}

int create(const Options& options, const ImportPlan& plan)
{
    const QString out = QString::fromStdString(options.out);
    if (QFileInfo::exists(out) && !options.replace) {
        complain(fmt::format(
            "{} exists; add to it with --into, or overwrite it with --replace", options.out));
        return kFailed;
    }
    storming::Board board;
    if (const auto applied = apply(board, storming::operationsFor(board, plan)); !applied) {
        complain(applied.error().message.toStdString());
        return kFailed;
    }
    return writeOrComplain(options.out, board) ? kDone : kFailed;
}

void report(const Options& options, const ImportPlan& plan)
{
    if (!options.json) {
        print(fmt::format("{}: {} notes, {} frames, {} connectors", options.out,
            plan.part.notes().size(), plan.part.frames().size(), plan.part.connectors().size()));
        return;
    }
    Json problems = Json::array();
    for (const auto& problem : plan.problems)
        problems.push_back(
            {{"where", problem.where.toStdString()}, {"message", problem.message.toStdString()}});
    print(Json{{"board", options.out}, {"notes", plan.part.notes().size()},
        {"frames", plan.part.frames().size()}, {"connectors", plan.part.connectors().size()},
        {"problems", std::move(problems)}}
              .dump(2));
}

int run(const Options& options)
{
    const auto bytes = readOrComplain(QString::fromStdString(options.file));
    if (!bytes)
        return kFailed;
    const auto* importer = importerOrComplain(options, *bytes);
    const auto choices = choicesOrComplain(options.maps);
    if (!importer || !choices)
        return kUsage;
    storming::ImportOptions importing{*choices, std::nullopt};
    ImportPlan plan = importer->run(*bytes, importing);
    if (!options.columns.empty()) {
        if (!plan.csv) {
            complain("--column is for tables");
            return kUsage;
        }
        importing.csv = plan.csv;
        if (!mapColumns(options.columns, *importing.csv))
            return kUsage;
        plan = importer->run(*bytes, importing);
    }
    plan.title = QFileInfo(QString::fromStdString(options.file)).completeBaseName();
    for (const auto& problem : plan.problems)
        if (!options.json)
            complain(storming::toSentence(problem).toStdString());
    if (plan.part.isEmpty()) {
        complain("nothing was imported, so nothing is written");
        return kFailed;
    }
    const int code = options.into ? addTo(options.out, plan) : create(options, plan);
    if (code == kDone)
        report(options, plan);
    return code;
}

}  // namespace

void declareImport(CLI::App& app, Action& chosen)
{
    const auto options = std::make_shared<Options>();
    app.add_option("file", options->file, "A table, a Miro or Event Modeling JSON, or a .cml");
    app.add_option("-o,--out", options->out, "The board to write: .storm.txt or .storm");
    app.add_option("--format", options->format, "Which format, if it is not told; see --list");
    app.add_option("--map", options->maps, "WORD=KIND: what a word or colour stands for; or skip")
        ->allow_extra_args(false);
    app.add_option("--column", options->columns,
           "TITLE=ROLE: what a table's column holds (kind, text, x, y, frame, lane, description, "
           "owner, ignore)")
        ->allow_extra_args(false);
    app.add_flag("--into", options->into, "Add to the board that is there, beside its notes");
    app.add_flag("--replace", options->replace, "Overwrite the board that is there");
    app.add_flag("--list", options->list, "Print the formats, and end");
    app.add_flag("--json", options->json, "The result as JSON");
    app.callback([options, &chosen] {
        if (!options->list && (options->file.empty() || options->out.empty()))
            throw CLI::RequiredError("a file and --out");
        chosen = [options] { return options->list ? listFormats(options->json) : run(*options); };
    });
}

}  // namespace stormbench::cli
