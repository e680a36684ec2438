// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/panels/inspector_forms.h"

#include "resources/ui/format.h"
#include "resources/ui/icons.h"
#include "resources/ui/theme.h"
#include "storming/geometry/edges.h"
#include "storming/panels/fields_table.h"
#include "storming/scene/paper.h"
#include "storming/scene/selection.h"

#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QPainter>
#include <QVBoxLayout>

namespace stormbench::storming {
namespace {

// What the head of the form, the fields table or the canvas show already.
bool hasOwnEditor(NoteProperty property)
{
    return isMember(property) || property == NoteProperty::Frame || property == NoteProperty::Owner;
}

bool offeredFor(const NotePropertyEntry& entry, NoteKind kind)
{
    return (entry.kinds & kindBit(kind)) != 0 && !hasOwnEditor(entry.property);
}

}  // namespace

QWidget* InspectorForms::note(NoteId id)
{
    QVBoxLayout* column = nullptr;
    QWidget* form = page(column, {}, {});
    BoardController& controller = m_controller;
    const Note& note = *controller.board().note(id);
    head(*column, id);
    labelled(*column, tr("Kind"), kindBox({id}), tr("Alt and a figure change it on the canvas"));
    labelled(*column, tr("Text"),
        paragraph(
            [&controller, id] {
                const Note* n = controller.board().note(id);
                return n ? n->text : QString();
            },
            [&controller, id](
                const QString& text, MergeKey merge) { controller.setText(id, text, merge); },
            QString::fromUtf8(notationOf(note.kind).textHint), 3));
    labelled(*column, tr("Description"),
        paragraph(
            [&controller, id] {
                const Note* n = controller.board().note(id);
                return n ? n->description : QString();
            },
            [&controller, id](const QString& text, MergeKey merge) {
                controller.setProperty({id}, NoteProperty::Description, text, merge);
            },
            tr("What is meant, for those who were not in the room"), 3));
    const NotePropertyEntry* fields = notePropertyEntry(NoteProperty::Fields);
    if (fields->kinds & kindBit(note.kind)) {
        auto* table = new FieldsTable(controller, id);
        column->addWidget(table);
        m_readers.emplace_back([table] {
            if (!table->isAncestorOf(QApplication::focusWidget()))
                table->read();
        });
    }
    const auto title = std::any_of(noteProperties().begin(), noteProperties().end(),
        [&](const auto& e) { return offeredFor(e, note.kind); });
    if (title) {
        auto* label = new QLabel(tr("When it runs"));
        setLook(label, "strong");
        column->addWidget(label);
    }
    for (const NotePropertyEntry& entry : noteProperties()) {
        if (offeredFor(entry, note.kind))
            property(*column, id, entry);
    }
    labelled(*column, tr("Owner"),
        line(
            [&controller, id] {
                const Note* n = controller.board().note(id);
                return n ? n->string(NoteProperty::Owner) : QString();
            },
            [&controller, id](const QString& text, MergeKey merge) {
                controller.setProperty({id}, NoteProperty::Owner, text, merge);
            }));
    relations(*column, id);
    column->addStretch();
    return form;
}

void InspectorForms::head(QVBoxLayout& column, NoteId id)
{
    auto* row = new QHBoxLayout;
    row->setSpacing(ui::size::kGapSmall);
    auto* mark = new QLabel;
    auto* name = new QLabel;
    setLook(name, "heading");
    name->setWordWrap(true);
    const auto read = [controller = &m_controller, mark, name, id] {
        const Note* note = controller->board().note(id);
        if (!note)
            return;
        QPixmap chip(QSize(20, 20) * mark->devicePixelRatioF());
        chip.setDevicePixelRatio(mark->devicePixelRatioF());
        chip.fill(Qt::transparent);
        QPainter painter(&chip);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(Qt::NoPen);
        painter.setBrush(ui::theme().paper(paperOf(note->kind)));
        painter.drawRoundedRect(QRectF(0, 0, 20, 20), ui::size::kNoteRadius, ui::size::kNoteRadius);
        ui::paintIcon(painter, QRectF(3, 3, 14, 14), glyphOf(note->kind),
            ui::theme().color(ui::Token::PaperText));
        painter.end();
        mark->setPixmap(chip);
        name->setText(
            note->name().isEmpty() ? QString::fromUtf8(notationOf(note->kind).name) : note->name());
    };
    read();
    m_readers.emplace_back(read);
    row->addWidget(mark, 0, Qt::AlignTop);
    row->addWidget(name, 1);
    column.addLayout(row);
}

void InspectorForms::relations(QVBoxLayout& column, NoteId id)
{
    auto* label = new QLabel;
    label->setWordWrap(true);
    label->setTextFormat(Qt::RichText);
    const auto read = [controller = &m_controller, label, id] {
        QStringList lines;
        const Board& board = controller->board();
        for (const Edge& edge : edges(board)) {
            if (edge.from != id && edge.to != id)
                continue;
            const Note* other = board.note(edge.from == id ? edge.to : edge.from);
            const QString verb = QString::fromUtf8(edge.grammar().verb);
            const QString name = QStringLiteral("<b>%1</b>").arg(other->name().toHtmlEscaped());
            lines.append(edge.from == id ? QStringLiteral("%1 %2").arg(verb, name)
                                         : QStringLiteral("%1 %2 this").arg(name, verb));
        }
        label->setText(lines.isEmpty() ? tr("No edges: lay a note beside it, or draw an arrow")
                                       : lines.join(QStringLiteral("<br>")));
    };
    read();
    m_readers.emplace_back(read);
    auto* title = new QLabel(tr("Edges"));
    setLook(title, "strong");
    column.addWidget(title);
    column.addWidget(label);
}

QWidget* InspectorForms::frame(FrameId id)
{
    QVBoxLayout* column = nullptr;
    QWidget* form
        = page(column, tr("Bounded context"), tr("Notes whose middle lies inside belong to it."));
    BoardController& controller = m_controller;
    const auto member
        = [&](const QString& text, QString Frame::*field, const QString& placeholder) {
              labelled(*column, text,
                  line(
                      [&controller, id, field] {
                          const Frame* f = controller.board().frame(id);
                          return f ? f->*field : QString();
                      },
                      [&controller, id, field](const QString& value, MergeKey merge) {
                          const Frame* found = controller.board().frame(id);
                          if (!found)
                              return;
                          Frame changed = *found;
                          changed.*field = value;
                          controller.changeFrame(changed, merge);
                      },
                      placeholder));
          };
    member(tr("Name"), &Frame::name, tr("Ordering"));
    member(tr("Owner"), &Frame::owner, tr("Team or person"));
    member(tr("Domain in topic names"), &Frame::domain, tr("the board's"));
    member(tr("Context in topic names"), &Frame::context, tr("from the name"));
    auto* count = new QLabel;
    setLook(count, "muted");
    const auto read = [&controller, count, id] {
        if (controller.board().frame(id))
            count->setText(ui::formatPlural(
                static_cast<qint64>(controller.board().membersOf(id).size()), tr("note")));
    };
    read();
    m_readers.emplace_back(read);
    column->addWidget(count);
    column->addStretch();
    return form;
}

QWidget* InspectorForms::connector(ConnectorId id)
{
    BoardController& controller = m_controller;
    const Connector& connector = *controller.board().connector(id);
    const Note* from = controller.board().note(connector.from);
    const Note* to = controller.board().note(connector.to);
    const GrammarEntry grammar = grammarOf(from->kind, to->kind);
    QVBoxLayout* column = nullptr;
    QWidget* form = page(
        column, tr("Arrow"), QStringLiteral("%1 → %2").arg(spokenName(*from), spokenName(*to)));
    auto* verdict = new QLabel(
        QString::fromUtf8(grammar.verdict == Verdict::Ok ? grammar.verb : grammar.why));
    verdict->setWordWrap(true);
    setLook(verdict,
        grammar.verdict == Verdict::Error      ? "error"
            : grammar.verdict == Verdict::Warn ? "warn"
                                               : "ok");
    if (!verdict->text().isEmpty())
        column->addWidget(verdict);
    labelled(*column, tr("Label"),
        line(
            [&controller, id] {
                const Connector* c = controller.board().connector(id);
                return c ? c->label : QString();
            },
            [&controller, id](const QString& text, MergeKey) {
                const Connector* found = controller.board().connector(id);
                if (!found)
                    return;
                Connector changed = *found;
                changed.label = text;
                controller.changeConnector(changed);
            }));
    column->addStretch();
    return form;
}

QWidget* InspectorForms::many()
{
    const Selection chosen = m_selection.current();
    QVBoxLayout* column = nullptr;
    QStringList parts;
    if (!chosen.notes.empty())
        parts.append(ui::formatPlural(static_cast<qint64>(chosen.notes.size()), tr("note")));
    if (!chosen.frames.empty())
        parts.append(ui::formatPlural(static_cast<qint64>(chosen.frames.size()), tr("frame")));
    if (!chosen.connectors.empty())
        parts.append(ui::formatPlural(static_cast<qint64>(chosen.connectors.size()), tr("arrow")));
    QWidget* form = page(column, parts.join(QStringLiteral(", ")),
        tr("What is changed here is changed in each of them."));
    if (!chosen.notes.empty()) {
        labelled(*column, tr("Kind"), kindBox(chosen.notes));
        const Note* first = m_controller.board().note(*chosen.notes.begin());
        labelled(*column, tr("Owner"),
            line([owner = first->string(NoteProperty::Owner)] { return owner; },
                [controller = &m_controller, notes = chosen.notes](
                    const QString& text, MergeKey merge) {
                    controller->setProperty(notes, NoteProperty::Owner, text, merge);
                }));
    }
    column->addStretch();
    return form;
}

QWidget* InspectorForms::board()
{
    BoardController& controller = m_controller;
    QVBoxLayout* column = nullptr;
    QWidget* form
        = page(column, tr("Board"), tr("Select a note, a frame or an arrow to see its details."));
    const auto member
        = [&](const QString& text, QString BoardSettings::*field, const QString& help) {
              labelled(*column, text,
                  line([&controller, field] { return controller.board().settings().*field; },
                      [&controller, field](const QString& value, MergeKey) {
                          BoardSettings settings = controller.board().settings();
                          settings.*field = value;
                          controller.changeSettings(settings);
                      }),
                  help);
          };
    member(tr("Title"), &BoardSettings::title, {});
    auto* level = new QComboBox;
    for (const LevelEntry& entry : levels())
        level->addItem(QString::fromUtf8(entry.name), static_cast<int>(entry.level));
    const auto read = [&controller, level] {
        level->setCurrentIndex(
            level->findData(static_cast<int>(controller.board().settings().level)));
    };
    read();
    m_readers.emplace_back(read);
    QObject::connect(level, &QComboBox::activated, level, [&controller, level] {
        BoardSettings settings = controller.board().settings();
        settings.level = static_cast<Level>(level->currentData().toInt());
        controller.changeSettings(settings);
    });
    labelled(*column, tr("Level"), level,
        tr("Decides the palette and how strict the checker is; never changes the board"));
    member(tr("Domain"), &BoardSettings::domain, tr("The first word of topic names"));
    member(tr("Names of topics"), &BoardSettings::namingTemplate,
        tr("{domain}, {context}, {stream} and {major} are filled in"));
    auto* count = new QLabel;
    setLook(count, "muted");
    const auto readCount = [&controller, count] {
        const Board& board = controller.board();
        count->setText(
            QStringLiteral("%1 · %2 · %3")
                .arg(ui::formatPlural(static_cast<qint64>(board.notes().size()), tr("note")),
                    ui::formatPlural(static_cast<qint64>(board.frames().size()), tr("frame")),
                    ui::formatPlural(static_cast<qint64>(board.connectors().size()), tr("arrow"))));
    };
    readCount();
    m_readers.emplace_back(readCount);
    column->addWidget(count);
    column->addStretch();
    return form;
}

}  // namespace stormbench::storming
