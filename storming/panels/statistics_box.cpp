// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/panels/statistics_box.h"

#include "resources/ui/format.h"
#include "resources/ui/icons.h"
#include "resources/ui/tokens.h"
#include "storming/edit/board_controller.h"
#include "storming/panels/kind_look.h"
#include "storming/scene/selection.h"
#include "storming/workshop/discussion.h"

#include <QGridLayout>
#include <QLabel>
#include <QToolButton>

namespace stormbench::storming {

struct StatisticsBox::Line {
    QIcon icon;
    QString name;
    int count = 0;
    std::function<void()> select;
};

StatisticsBox::StatisticsBox(
    BoardController& controller, BoardSelection& selection, QWidget* parent)
    : QWidget(parent)
    , m_controller(controller)
    , m_selection(selection)
    , m_grid(new QGridLayout(this))
{
    setObjectName(QStringLiteral("boardStatistics"));
    setAccessibleName(tr("What is on the board"));
    m_grid->setContentsMargins(0, 0, 0, 0);
    m_grid->setSpacing(0);
    m_grid->setColumnStretch(0, 1);
    read();
}

void StatisticsBox::read()
{
    BoardStatistics now = statisticsOf(m_controller.board());
    const BoardSettings& settings = m_controller.board().settings();
    if (now == m_shown && settings == m_settings)
        return;
    m_shown = std::move(now);
    m_settings = settings;
    rebuild();
}

void StatisticsBox::rebuild()
{
    while (QLayoutItem* item = m_grid->takeAt(0)) {
        item->widget()->hide();
        item->widget()->deleteLater();
        delete item;
    }
    int row = 0;
    for (const Line& line : lines())
        addLine(row++, line);
    if (row > 0)
        return;
    auto* nothing = new QLabel(tr("Nothing yet: double-click the canvas to place a note."));
    setLook(nothing, "muted");
    nothing->setWordWrap(true);
    m_grid->addWidget(nothing, 0, 0);
}

std::vector<StatisticsBox::Line> StatisticsBox::lines()
{
    std::vector<Line> lines;
    for (const auto& [kind, count] : m_shown->kinds)
        lines.push_back(
            {kindIcon(m_settings, kind), m_settings.nameOf(kind), count, [this, kind = kind] {
                 selectNotes([kind](const Note& note) { return note.kind == kind; });
             }});
    const auto add
        = [&](const char* icon, const QString& name, int count, std::function<void()> select) {
              if (count > 0)
                  lines.push_back({ui::icon(QLatin1String(icon)), name, count, std::move(select)});
          };
    add("pin", tr("Pivotal events"), m_shown->pivotalEvents, [this] {
        selectNotes([](const Note& note) {
            return note.flag(NoteProperty::Pivotal) && !note.flag(NoteProperty::Hidden);
        });
    });
    add("kind-context", tr("Bounded contexts"), m_shown->contexts, [this] {
        Selection chosen;
        for (const auto& [id, frame] : m_controller.board().frames())
            if (frame.kind == FrameKind::Context)
                chosen.frames.insert(id);
        m_selection.set(std::move(chosen));
    });
    add("connector", tr("Arrows"), m_shown->arrows, [this] {
        Selection chosen;
        for (const auto& [id, connector] : m_controller.board().connectors())
            chosen.connectors.insert(id);
        m_selection.set(std::move(chosen));
    });
    add("comment", tr("Open comments"), m_shown->openComments, [this] {
        selectNotes([](const Note& note) {
            return !note.flag(NoteProperty::Hidden) && openComments(note) > 0;
        });
    });
    return lines;
}

void StatisticsBox::addLine(int row, const Line& line)
{
    auto* name = new QToolButton;
    name->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    name->setIcon(line.icon);
    name->setIconSize({ui::size::kIconSmall, ui::size::kIconSmall});
    name->setText(u' ' + line.name);  // the style leaves but a hair between them
    name->setToolTip(tr("Select them"));
    name->setAccessibleName(tr("%1: %2").arg(line.name, ui::formatCount(line.count)));
    connect(name, &QToolButton::clicked, this, line.select);
    auto* count = new QLabel(ui::formatCount(line.count));
    count->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    m_grid->addWidget(name, row, 0, Qt::AlignLeft);
    m_grid->addWidget(count, row, 1);
}

void StatisticsBox::selectNotes(const std::function<bool(const Note&)>& wanted)
{
    std::set<NoteId> chosen;
    for (const auto& [id, note] : m_controller.board().notes())
        if (wanted(note))
            chosen.insert(id);
    m_selection.setNotes(std::move(chosen));
}

}  // namespace stormbench::storming
