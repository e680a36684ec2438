// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/shell/template_dialog.h"

#include <QDialogButtonBox>
#include <QGridLayout>
#include <QLabel>
#include <QScrollArea>
#include <QVBoxLayout>

#include <algorithm>

#include "app/shell/board_thumbnail.h"
#include "resources/ui/format.h"
#include "resources/ui/tokens.h"
#include "storming/model/operation.h"
#include "storming/store/board_templates.h"
#include "storming/workshop/offered_kinds.h"

namespace stormbench::app {
namespace {

constexpr int kColumns = 3;
constexpr QSize kSize{1040, 660};

storming::Board emptyModel()
{
    storming::Board board;
    storming::BoardSettings settings;
    settings.title = TemplateDialog::tr("Untitled board");
    settings.method = storming::Method::EventModeling;
    (void)apply(board, storming::Operation(storming::ChangeSettings{settings}));
    return board;
}

}  // namespace

std::vector<TemplateDialog::Template> TemplateDialog::templates()
{
    std::vector<Template> all;
    for (const auto& entry : storming::boardTemplates()) {
        auto board = storming::boardFrom(entry);
        if (!board)
            continue;
        const auto notes = static_cast<qint64>(board->notes().size());
        const QString subtitle = entry.kind == storming::TemplateKind::Blank
            ? tr("An empty board")
            : ui::formatPlural(notes, tr("note"));
        all.push_back({tr(entry.title), subtitle, tr(entry.sentence), std::move(*board)});
    }
    const bool modeling = std::any_of(all.begin(), all.end(), [](const Template& entry) {
        return entry.board.settings().method == storming::Method::EventModeling;
    });
    if (!modeling)
        all.insert(all.begin() + std::min<std::ptrdiff_t>(3, std::ssize(all)),
            {tr(storming::methodName(storming::Method::EventModeling)), tr("An empty board"),
                tr(storming::methodHint(storming::Method::EventModeling)), emptyModel()});
    return all;
}

TemplateDialog::TemplateDialog(QWidget* parent)
    : QDialog(parent)
{
    setObjectName(QStringLiteral("templateDialog"));
    setWindowTitle(tr("New board"));
    resize(kSize);
    auto* page = new QWidget;
    auto* grid = new QGridLayout(page);
    grid->setSpacing(ui::size::kGapLarge);
    int index = 0;
    for (const Template& entry : templates())
        addRow(*grid, entry, index++);
    grid->setRowStretch(grid->rowCount(), 1);
    grid->setColumnStretch(kColumns, 1);
    auto* area = new QScrollArea;
    area->setWidget(page);
    area->setWidgetResizable(true);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto* column = new QVBoxLayout(this);
    auto* heading = new QLabel(tr("What to begin with"));
    heading->setProperty("look", QStringLiteral("heading"));
    column->addWidget(heading);
    column->addWidget(area, 1);
    column->addWidget(buttons);
}

void TemplateDialog::addRow(QGridLayout& grid, const Template& entry, int index)
{
    auto* picture = new BoardThumbnail(entry.board, entry.title, entry.subtitle);
    picture->setToolTip(entry.sentence);
    picture->setAccessibleDescription(entry.sentence);
    connect(picture, &BoardThumbnail::chosen, this, [this, board = entry.board] {
        emit chosen(board);
        accept();
    });
    grid.addWidget(picture, index / kColumns, index % kColumns);
}

}  // namespace stormbench::app
