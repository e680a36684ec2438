// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/exchange/cml_model.h"
#include "storming/exchange/delimited_text.h"
#include "storming/exchange/importer.h"
#include "storming/exchange/plan_builder.h"

#include <algorithm>
#include <set>

namespace stormbench::storming {
namespace {

constexpr qreal kColumnGap = 96;  // room for arrows with words
constexpr qreal kContextGap = 160;

/// "PlaceOrder" as people write it on a note: "Place order".
QString wordsOf(const QString& name)
{
    QString words;
    for (qsizetype i = 0; i < name.size(); ++i) {
        const bool startsWord = i > 0 && name[i].isUpper()
            && (name[i - 1].isLower() || (i + 1 < name.size() && name[i + 1].isLower()));
        const bool isAcronym = i + 1 < name.size() && name[i].isUpper() && name[i + 1].isUpper();
        if (name[i] == u'_') {
            words += u' ';
        } else if (startsWord) {
            words += u' ';
            words += isAcronym || i + 1 == name.size() ? name[i] : name[i].toLower();
        } else {
            words += name[i];
        }
    }
    return words.simplified();
}

/// The notes of one context: commands on the left, what handles them in the middle, events on the
/// right, a row of these an aggregate.
class ContextWriter {
public:
    ContextWriter(const CmlContext& context, qreal left, PlanBuilder& plan)
        : m_context(context)
        , m_items(context.items)
        , m_left(left)
        , m_plan(plan)
    {
    }

    /// Gives the right edge.
    qreal write()
    {
        completeItems();
        const QPointF origin(m_left + kImportMargin, kImportMargin);
        std::vector<QString> rows;
        for (const CmlItem& item : m_items)
            if (item.kind == NoteKind::Aggregate)
                rows.push_back(item.name);
        rows.emplace_back();
        qreal top = origin.y();
        for (const QString& row : rows)
            top = writeRow(row, origin.x(), top);
        const qreal right = origin.x() + kSmallNote.width() + 2 * kSquareNote.width()
            + kWideNote.width() + 3 * kColumnGap + kImportMargin;
        if (!m_context.vision.isEmpty()) {
            Note note = makeNote({}, NoteKind::Definition, {}, m_context.vision);
            note.rect
                = QRectF(origin.x(), top, right - kImportMargin - origin.x(), kSquareNote.height());
            top = note.rect.bottom() + kImportGap;
            m_plan.addNote(std::move(note));
        }
        m_plan.addFrame(QRectF(m_left, 0, right - m_left, top - kImportGap + kImportMargin),
            wordsOf(m_context.name));
        connect();
        return right;
    }

private:
    using Key = std::pair<NoteKind, QString>;

    // What the flows speak of and nobody has declared; and whose the commands and events are.
    void completeItems()
    {
        for (const CmlStep& step : m_context.steps) {
            if (!step.aggregate.isEmpty())
                ensure(NoteKind::Aggregate, step.aggregate, {});
            for (const QString& name : step.commands)
                ensure(NoteKind::Command, name, step.aggregate);
            for (const QString& name : step.events)
                ensure(NoteKind::Event, name, step.triggers ? QString() : step.aggregate);
        }
    }

    void ensure(NoteKind kind, const QString& name, const QString& aggregate)
    {
        const auto found = std::ranges::find_if(
            m_items, [&](const CmlItem& item) { return item.kind == kind && item.name == name; });
        if (found == m_items.end())
            m_items.push_back({kind, name, aggregate, {}, {}, {}, {}});
        else if (found->aggregate.isEmpty())
            found->aggregate = aggregate;
    }

    qreal writeRow(const QString& aggregate, qreal left, qreal top)
    {
        const qreal commands = left + kSmallNote.width() + kColumnGap;
        const qreal middle = commands + kSquareNote.width() + kColumnGap;
        const qreal events = middle + kWideNote.width() + kColumnGap;
        qreal commandsEnd = top;
        qreal eventsEnd = top;
        for (const CmlItem& item : m_items) {
            if (item.kind == NoteKind::Aggregate || item.aggregate != aggregate)
                continue;
            const bool isCommand = item.kind == NoteKind::Command;
            qreal& end = isCommand ? commandsEnd : eventsEnd;
            writeActors(item, left, end);
            end = write(item, QPointF(isCommand ? commands : events, end)) + kImportGap;
        }
        for (const CmlItem& item : m_items)
            if (item.kind == NoteKind::Aggregate && item.name == aggregate && !aggregate.isEmpty())
                eventsEnd = std::max(eventsEnd, write(item, QPointF(middle, top)) + kImportGap);
        return std::max(commandsEnd, eventsEnd);
    }

    void writeActors(const CmlItem& command, qreal left, qreal top)
    {
        for (const CmlStep& step : m_context.steps) {
            const bool isHis = !step.triggers && !step.actor.isEmpty()
                && std::ranges::find(step.commands, command.name) != step.commands.end()
                && command.kind == NoteKind::Command;
            if (!isHis || m_actors.contains(command.name))
                continue;
            Note note = makeNote({}, NoteKind::Actor, {}, wordsOf(step.actor));
            note.rect.moveTopLeft(QPointF(left, top));
            m_actors.emplace(command.name, m_plan.addNote(std::move(note)));
        }
    }

    // Gives the note's lower edge. Of two declarations of one thing the first counts.
    qreal write(const CmlItem& item, QPointF at)
    {
        if (m_notes.contains({item.kind, item.name}))
            return at.y() - kImportGap;
        Note note = makeNote({}, item.kind, {}, wordsOf(item.name));
        note.rect.moveTopLeft(at);
        note.description = item.description;
        note.fields = item.fields;
        if (!item.owner.isEmpty())
            note.properties[NoteProperty::Owner] = PlanBuilder::clean(item.owner);
        if (!item.keyField.isEmpty())
            note.properties[NoteProperty::KeyField] = PlanBuilder::clean(item.keyField);
        const qreal bottom = note.rect.bottom();
        m_notes.emplace(Key(item.kind, item.name), m_plan.addNote(std::move(note)));
        return bottom;
    }

    [[nodiscard]] NoteId noteOf(NoteKind kind, const QString& name) const
    {
        const auto found = m_notes.find({kind, name});
        return found == m_notes.end() ? NoteId() : found->second;
    }

    void connect()
    {
        std::set<Key> flowing;
        for (const CmlStep& step : m_context.steps) {
            connectStep(step);
            for (const QString& name : step.commands)
                if (!step.triggers)
                    flowing.emplace(NoteKind::Command, name);
            for (const QString& name : step.events)
                if (!step.triggers)
                    flowing.emplace(NoteKind::Event, name);
        }
        for (const auto& [command, actor] : m_actors)
            m_plan.connect(actor, noteOf(NoteKind::Command, command));
        // What no flow tells follows from where it is declared.
        for (const CmlItem& item : m_items) {
            const NoteId aggregate = noteOf(NoteKind::Aggregate, item.aggregate);
            if (flowing.contains({item.kind, item.name}) || !aggregate.isValid())
                continue;
            if (item.kind == NoteKind::Command)
                m_plan.connect(noteOf(item.kind, item.name), aggregate);
            else if (item.kind == NoteKind::Event)
                m_plan.connect(aggregate, noteOf(item.kind, item.name));
        }
    }

    void connectStep(const CmlStep& step)
    {
        const NoteId aggregate = noteOf(NoteKind::Aggregate, step.aggregate);
        if (step.isChoice == false && step.events.size() > 1 && aggregate.isValid()
            && !step.triggers)
            m_plan.change(aggregate, NoteProperty::Outcomes, QStringLiteral("all"));
        for (const QString& name : step.commands) {
            const NoteId command = noteOf(NoteKind::Command, name);
            if (step.triggers) {
                for (const QString& event : step.events)
                    m_plan.connect(noteOf(NoteKind::Event, event), command);
                continue;
            }
            if (aggregate.isValid())
                m_plan.connect(command, aggregate);
            for (const QString& event : step.events)
                m_plan.connect(aggregate.isValid() ? aggregate : command,
                    noteOf(NoteKind::Event, event), step.states);
        }
    }

    const CmlContext& m_context;
    std::vector<CmlItem> m_items;
    qreal m_left;
    PlanBuilder& m_plan;
    std::map<Key, NoteId> m_notes;
    std::map<QString, NoteId> m_actors;
};

}  // namespace

ImportPlan importContextMapper(const QByteArray& bytes, const ImportOptions& options)
{
    PlanBuilder plan(options.kinds);
    const CmlModel model = parseCml(decodeText(bytes).text);
    for (const ImportProblem& problem : model.problems)
        plan.problem(problem.where, problem.message);
    qreal left = 0;
    for (const CmlContext& context : model.contexts)
        left = ContextWriter(context, left, plan).write() + kContextGap;
    return plan.take();
}

}  // namespace stormbench::storming
