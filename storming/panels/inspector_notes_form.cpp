// SPDX-License-Identifier: GPL-3.0-or-later
// The inspector's form for one note, and for what several have in common.
#include "storming/panels/inspector_forms.h"

#include "resources/ui/format.h"
#include "resources/ui/tokens.h"
#include "storming/geometry/edges.h"
#include "storming/panels/comments_box.h"
#include "storming/panels/fields_table.h"
#include "storming/panels/kind_look.h"
#include "storming/panels/quantity_edit.h"
#include "storming/scene/selection.h"

#include <QApplication>
#include <QComboBox>
#include <QLabel>
#include <QVBoxLayout>

namespace stormbench::storming {
namespace {

constexpr int kChip = 22;

bool allOf(const std::vector<const Note*>& notes, auto has)
{
    return std::all_of(notes.begin(), notes.end(), has);
}

QString linkHtml(const QString& address)
{
    const QString shown = address.toHtmlEscaped();
    const bool web = address.contains(QLatin1String("://")) || address.startsWith(u'/');
    return web ? QStringLiteral("<a href=\"%1\">%1</a>").arg(shown) : shown;
}

}  // namespace

QWidget* InspectorForms::notes(const std::set<NoteId>& ids)
{
    const std::vector<const Note*> notes = notesOf(m_controller.board(), ids);
    if (allOf(notes, [](const Note* n) { return n->flag(NoteProperty::Hidden); }))
        return hiddenNote();
    QVBoxLayout* column = nullptr;
    QWidget* form = page(column, {}, {});
    head(*column, ids);
    // What is locked shows its values and lets itself be unlocked, nothing else.
    auto* body = new QWidget;
    auto* inner = new QVBoxLayout(body);
    inner->setContentsMargins(0, 0, 0, 0);
    inner->setSpacing(ui::size::kGap);
    BoardController& controller = m_controller;
    const auto locked = [&controller, ids] {
        return commonValue(notesOf(controller.board(), ids), NoteProperty::Locked);
    };
    const auto enable = [body, locked] {
        const CommonValue common = locked();
        body->setEnabled(common.mixed || common.value != PropertyValue(true));
    };
    words(*inner, ids);
    const bool single = ids.size() == 1;
    const bool hasFields = single
        && (notePropertyEntry(NoteProperty::Fields)->kinds & kindBit(notes.front()->kind)) != 0;
    if (hasFields) {
        section(*inner, tr("Fields"));
        auto* table = new FieldsTable(controller, *ids.begin());
        inner->addWidget(table);
        m_readers.quick.emplace_back([table] { table->read(); });
    }
    properties(*inner, ids);
    ownership(*inner, ids);
    column->addWidget(body);
    column->addWidget(flag(
        tr("Locked"),
        [locked] {
            const CommonValue common = locked();
            return common.mixed                       ? Qt::PartiallyChecked
                : common.value == PropertyValue(true) ? Qt::Checked
                                                      : Qt::Unchecked;
        },
        [&controller, ids](bool on) {
            controller.setProperty(
                ids, NoteProperty::Locked, on ? PropertyValue(true) : PropertyValue());
        },
        tr("Neither moves nor changes")));
    enable();
    m_readers.quick.emplace_back(enable);
    if (single) {
        section(*column, tr("Comments"));
        auto* comments = new CommentsBox(controller, *ids.begin(), m_author);
        column->addWidget(comments);
        m_readers.quick.emplace_back([comments] { comments->read(); });
        relations(*column, *ids.begin());
    }
    column->addStretch();
    return form;
}

void InspectorForms::head(QVBoxLayout& column, const Ids& ids)
{
    auto* row = new QHBoxLayout;
    row->setSpacing(ui::size::kGapSmall);
    auto* mark = new QLabel;
    auto* name = new QLabel;
    setLook(name, "heading");
    name->setWordWrap(true);
    const auto read = [controller = &m_controller, mark, name, ids] {
        const std::vector<const Note*> notes = notesOf(controller->board(), ids);
        if (notes.empty())
            return;
        const BoardSettings& settings = controller->board().settings();
        const bool single = notes.size() == 1;
        mark->setVisible(single);
        if (single)
            mark->setPixmap(
                kindChip(settings, notes.front()->kind, kChip, mark->devicePixelRatioF()));
        name->setText(single ? listedName(settings, *notes.front())
                             : ui::formatPlural(static_cast<qint64>(notes.size()), tr("note")));
    };
    row->addWidget(mark, 0, Qt::AlignTop);
    row->addWidget(name, 1);
    column.addLayout(row);
    read();
    m_readers.quick.emplace_back(read);
    if (ids.size() > 1) {
        auto* hint = new QLabel(tr("What is changed here is changed in each of them."));
        setLook(hint, "muted");
        hint->setWordWrap(true);
        column.addWidget(hint);
    }
}

void InspectorForms::words(QVBoxLayout& column, const Ids& ids)
{
    BoardController& controller = m_controller;
    labelled(column, tr("Kind"), kindBox(ids), tr("Alt and a figure change it on the canvas"));
    if (ids.size() == 1) {
        const NoteId id = *ids.begin();
        labelled(column, tr("Text"),
            paragraph(
                [&controller, id] {
                    const Note* n = controller.board().note(id);
                    return n ? n->text : QString();
                },
                [&controller, id](
                    const QString& text, MergeKey merge) { controller.setText(id, text, merge); },
                QString::fromUtf8(notationOf(controller.board().note(id)->kind).textHint), 3));
    }
    labelled(column, tr("Description"),
        textProperty(ids, NoteProperty::Description,
            tr("What is meant, for those who were not in the room"), 3));
}

void InspectorForms::ownership(QVBoxLayout& column, const Ids& ids)
{
    section(column, tr("Who and where"));
    BoardController& controller = m_controller;
    labelled(column, tr("Owner"), textProperty(ids, NoteProperty::Owner, tr("Team or person")));
    labelled(column, tr("Links"),
        textProperty(ids, NoteProperty::Links, tr("An address on each line"), 2));
    if (ids.size() != 1)
        return;
    QLabel* links = remark(column, [&controller, id = *ids.begin()] {
        const Note* note = controller.board().note(id);
        QStringList html;
        if (note)
            for (const QString& address :
                note->string(NoteProperty::Links).split(u'\n', Qt::SkipEmptyParts))
                html += linkHtml(address.trimmed());
        return html.join(QStringLiteral("<br>"));
    });
    links->setTextFormat(Qt::RichText);
    links->setOpenExternalLinks(true);
    links->setTextInteractionFlags(Qt::TextBrowserInteraction);
    links->setAccessibleName(tr("Links to follow"));
    remark(column, [&controller, id = *ids.begin()] {
        const Note* note = controller.board().note(id);
        const QString author = note ? note->string(NoteProperty::Author) : QString();
        return author.isEmpty() ? QString() : tr("Written by %1").arg(author);
    });
}

/// A text that notes share: what differs reads as empty, and says so in grey.
QWidget* InspectorForms::textProperty(
    const Ids& ids, NoteProperty property, const QString& placeholder, int lines)
{
    BoardController& controller = m_controller;
    const auto common = [&controller, ids, property] {
        return commonValue(notesOf(controller.board(), ids), property);
    };
    const auto get = [common] {
        const CommonValue shared = common();
        const auto* text = std::get_if<QString>(&shared.value);
        return text ? *text : QString();
    };
    const auto set = [&controller, ids, property](const QString& text, MergeKey merge) {
        const bool unset = text.isEmpty() && !isMember(property);
        controller.setProperty(ids, property, unset ? PropertyValue() : PropertyValue(text), merge);
    };
    const QString grey = common().mixed ? tr("mixed") : placeholder;
    return lines > 1 ? paragraph(get, set, grey, lines) : line(get, set, grey);
}

QWidget* InspectorForms::kindBox(const Ids& ids)
{
    QStringList names;
    std::vector<NoteKind> kinds;
    const BoardSettings& settings = m_controller.board().settings();
    for (const NotationEntry& entry : notation()) {
        names += settings.nameOf(entry.kind);
        kinds.push_back(entry.kind);
    }
    const auto current = [controller = &m_controller, ids, kinds] {
        const CommonValue common
            = commonValue(notesOf(controller->board(), ids), NoteProperty::Kind);
        const auto* kind = std::get_if<NoteKind>(&common.value);
        return kind ? static_cast<int>(std::ranges::find(kinds, *kind) - kinds.begin()) : -1;
    };
    QComboBox* box = choices(names, current, [controller = &m_controller, ids, kinds](int index) {
        controller->setKind(ids, kinds[static_cast<size_t>(index)]);
    });
    for (int i = 0; i < box->count(); ++i)
        box->setItemIcon(i, kindIcon(settings, kinds[static_cast<size_t>(i)]));
    box->setMaxVisibleItems(20);
    return box;
}

void InspectorForms::relations(QVBoxLayout& column, NoteId id)
{
    section(column, tr("Edges"));
    QLabel* label = remark(
        column,
        [controller = &m_controller, id] {
            QStringList lines;
            const Board& board = controller->board();
            for (const Edge& edge : edges(board)) {
                if (edge.from != id && edge.to != id)
                    continue;
                const Note* other = board.note(edge.from == id ? edge.to : edge.from);
                const QString verb = QString::fromUtf8(edge.grammar().verb);
                const QString name = QStringLiteral("<b>%1</b>")
                                         .arg(listedName(board.settings(), *other).toHtmlEscaped());
                lines.append(edge.from == id ? QStringLiteral("%1 %2").arg(verb, name)
                                             : tr("%1 %2 this").arg(name, verb));
            }
            return lines.isEmpty() ? tr("No edges: lay a note beside it, or draw an arrow")
                                   : lines.join(QStringLiteral("<br>"));
        },
        true);
    label->setTextFormat(Qt::RichText);
}

QWidget* InspectorForms::hiddenNote()
{
    QVBoxLayout* column = nullptr;
    QWidget* form = page(column, tr("Private note"),
        tr("Written in a private phase: it is folded for everyone until the notes are revealed "
           "(Workshop, Reveal)."));
    column->addStretch();
    return form;
}

}  // namespace stormbench::storming
