// SPDX-License-Identifier: GPL-3.0-or-later
#include <CLI/CLI.hpp>

#include <QFile>
#include <QSaveFile>

#include "app/cli/command.h"
#include "app/cli/output.h"
#include "storming/store/board_file.h"
#include "storming/store/board_templates.h"
#include "storming/store/text_form.h"

namespace stormbench::cli {
namespace {

struct Options {
    std::string board;
    std::string from = "blank-process";
    bool list = false;
};

int listTemplates()
{
    std::vector<std::vector<std::string>> rows{{"TEMPLATE", "TITLE", "WHAT IT SHOWS"}};
    for (const storming::BoardTemplate& each : storming::boardTemplates())
        rows.push_back({each.id, each.title, each.sentence});
    printTable(rows);
    return kDone;
}

bool writeTextForm(const QString& path, const storming::Board& board)
{
    if (QFile::exists(path)) {
        complain("there is a file " + path.toStdString() + " already");
        return false;
    }
    QSaveFile file(path);
    if (file.open(QIODevice::WriteOnly) && file.write(storming::writeText(board).toUtf8()) >= 0
        && file.commit())
        return true;
    complain(path.toStdString() + " cannot be written: " + file.errorString().toStdString());
    return false;
}

int run(const Options& options)
{
    if (options.list)
        return listTemplates();
    if (options.board.empty()) {
        complain("name the board to make, or ask for --list");
        return kUsage;
    }
    const auto* chosen = storming::boardTemplate(QString::fromStdString(options.from));
    if (!chosen) {
        complain("there is no template \"" + options.from + "\"; --list names them");
        return kUsage;
    }
    const auto board = storming::boardFrom(*chosen);
    if (!board) {
        complain(board.error().message.toStdString());
        return kFailed;
    }
    const QString path = QString::fromStdString(options.board);
    if (path.endsWith(QLatin1StringView(".txt")))
        return writeTextForm(path, *board) ? kDone : kFailed;
    if (const auto made = storming::BoardFile::create(path, *board); !made) {
        complain(made.error().message.toStdString());
        return kFailed;
    }
    return kDone;
}

}  // namespace

void declareNew(CLI::App& app, Action& chosen)
{
    const auto options = std::make_shared<Options>();
    app.add_option("board", options->board, "The .storm or .storm.txt file to make");
    app.add_option("--template", options->from, "What to begin with; see --list")
        ->capture_default_str();
    app.add_flag("--list", options->list, "List the templates and samples");
    app.callback([options, &chosen] { chosen = [options] { return run(*options); }; });
}

}  // namespace stormbench::cli
