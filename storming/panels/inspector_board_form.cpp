// SPDX-License-Identifier: GPL-3.0-or-later
// The inspector's form for the board itself.
#include "storming/panels/inspector_forms.h"

#include "storming/model/naming.h"
#include "storming/panels/kind_look.h"
#include "storming/panels/kind_styles_table.h"
#include "storming/panels/statistics_box.h"
#include "storming/workshop/offered_kinds.h"

#include <QComboBox>
#include <QLabel>
#include <QVBoxLayout>

namespace stormbench::storming {
namespace {

constexpr std::array kMethods{Method::EventStorming, Method::EventModeling};

/// A name such as the template would give, from what the board holds.
QString exampleTopic(const Board& board)
{
    TopicNameParts parts{
        board.settings().domain, QStringLiteral("ordering"), QStringLiteral("order"), 1};
    if (parts.domain.isEmpty())
        parts.domain = board.settings().title;
    for (const auto& [id, note] : board.notes()) {
        if (note.kind != NoteKind::Aggregate || note.name().isEmpty())
            continue;
        parts.stream = note.name();
        if (const auto around = board.frameOf(note)) {
            const Frame& frame = *board.frame(*around);
            parts.context = frame.context.isEmpty() ? frame.name : frame.context;
            if (!frame.domain.isEmpty())
                parts.domain = frame.domain;
        }
        break;
    }
    return topicName(board.settings().namingTemplate, parts);
}

void change(BoardController& controller, const QString& name, MergeKey merge, auto&& edit)
{
    BoardSettings settings = controller.board().settings();
    edit(settings);
    controller.edit(name, {ChangeSettings{settings}}, merge);
}

}  // namespace

QWidget* InspectorForms::board()
{
    BoardController& controller = m_controller;
    QVBoxLayout* column = nullptr;
    QWidget* form
        = page(column, tr("Board"), tr("Select a note, a frame or an arrow to see its details."));
    labelled(*column, tr("Title"),
        line([&controller] { return controller.board().settings().title; },
            [&controller](const QString& value, MergeKey merge) {
                change(controller, tr("Change title"), merge,
                    [&](BoardSettings& s) { s.title = value; });
            }));
    levelAndMethod(*column);
    section(*column, tr("On the board"));
    auto* statistics = new StatisticsBox(controller, m_selection);
    column->addWidget(statistics);
    m_readers.slow.emplace_back([statistics] { statistics->read(); });
    section(*column, tr("Names of topics"));
    naming(*column);
    section(*column, tr("Names and colours of kinds"));
    auto* about = new QLabel(
        tr("Where a word clashes with the domain's, call the kind something else. It stays what "
           "it is."));
    setLook(about, "muted");
    about->setWordWrap(true);
    column->addWidget(about);
    auto* kinds = new KindStylesTable(controller);
    column->addWidget(kinds);
    m_readers.quick.emplace_back([kinds] { kinds->read(); });
    column->addStretch();
    return form;
}

void InspectorForms::levelAndMethod(QVBoxLayout& column)
{
    BoardController& controller = m_controller;
    QStringList names;
    for (const LevelEntry& entry : levels())
        names += QString::fromUtf8(entry.name);
    labelled(column, tr("Level"),
        choices(
            names,
            [&controller] {
                const Level level = controller.board().settings().level;
                return static_cast<int>(
                    std::ranges::find(levels(), level, &LevelEntry::level) - levels().begin());
            },
            [&controller](int index) {
                change(controller, tr("Change level"), {}, [&](BoardSettings& s) {
                    s.level = levels()[static_cast<size_t>(index)].level;
                });
            }),
        tr("Decides the palette and how strict the checker is; never changes the board"));
    QStringList methods;
    for (const Method method : kMethods)
        methods += QString::fromUtf8(methodName(method));
    labelled(column, tr("Method"),
        choices(
            methods,
            [&controller] {
                return controller.board().settings().method == Method::EventModeling ? 1 : 0;
            },
            [&controller](int index) {
                change(controller, tr("Change method"), {},
                    [&](BoardSettings& s) { s.method = kMethods[static_cast<size_t>(index)]; });
            }),
        tr("Decides the palette and the grammar; never changes the board"));
}

void InspectorForms::naming(QVBoxLayout& column)
{
    BoardController& controller = m_controller;
    labelled(column, tr("Domain"),
        line([&controller] { return controller.board().settings().domain; },
            [&controller](const QString& value, MergeKey merge) {
                change(controller, tr("Change domain"), merge,
                    [&](BoardSettings& s) { s.domain = value; });
            }),
        tr("The first word of topic names"));
    labelled(column, tr("Template"),
        line([&controller] { return controller.board().settings().namingTemplate; },
            [&controller](const QString& value, MergeKey merge) {
                change(controller, tr("Change names of topics"), merge,
                    [&](BoardSettings& s) { s.namingTemplate = value; });
            }),
        tr("{domain}, {context}, {stream} and {major} are filled in"));
    auto* preview = new QLabel;
    preview->setWordWrap(true);
    preview->setAccessibleName(tr("Example of a topic name"));
    const auto read = [&controller, preview] {
        const QString name = exampleTopic(controller.board());
        const bool legal = isLegalTopicName(name);
        setLook(preview, legal ? "muted" : "error");
        preview->setText(legal ? tr("Gives %1").arg(name)
                               : tr("\"%1\" is no name for a topic: letters, digits, dots, dashes "
                                    "and underscores, at most 249 of them.")
                                     .arg(name));
    };
    read();
    m_readers.quick.emplace_back(read);
    column.addWidget(preview);
}

}  // namespace stormbench::storming
