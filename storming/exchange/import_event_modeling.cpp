// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/exchange/event_model_fields.h"
#include "storming/exchange/importer.h"
#include "storming/exchange/json_pages.h"
#include "storming/exchange/plan_builder.h"

#include <algorithm>
#include <array>

namespace stormbench::storming {
namespace {

constexpr qreal kRowHeight = 190;
constexpr qreal kSliceGap = 60;
constexpr int kExampleRow = 3;

QString key(const char* name)
{
    return QString::fromLatin1(name);
}

/// A list of a slice, the kind its elements have unless they say otherwise, and their row.
struct ElementList {
    const char* name;
    NoteKind kind;
};
constexpr std::array kLists{
    ElementList{"actors", NoteKind::Actor},
    ElementList{"screens", NoteKind::Screen},
    ElementList{"processors", NoteKind::Policy},
    ElementList{"automations", NoteKind::Policy},
    ElementList{"commands", NoteKind::Command},
    ElementList{"readmodels", NoteKind::ReadModel},
    ElementList{"events", NoteKind::Event},
    ElementList{"elements", NoteKind::Definition},
};

NoteKind kindOf(const QString& type, NoteKind fallback)
{
    const QString word = type.toUpper();
    if (word == QLatin1StringView("COMMAND"))
        return NoteKind::Command;
    if (word == QLatin1StringView("EVENT"))
        return NoteKind::Event;
    if (word == QLatin1StringView("READMODEL"))
        return NoteKind::ReadModel;
    if (word == QLatin1StringView("SCREEN"))
        return NoteKind::Screen;
    if (word == QLatin1StringView("AUTOMATION") || word == QLatin1StringView("PROCESSOR"))
        return NoteKind::Policy;
    return fallback;
}

int rowOf(NoteKind kind)
{
    switch (kind) {
    case NoteKind::Command:
    case NoteKind::ReadModel: return 1;
    case NoteKind::Event: return 2;
    default: return 0;
    }
}

struct Element {
    JsonPlace json;
    NoteKind kind = NoteKind::Event;
    NoteId note;
    int slice = 0;
};

/// Reads a model as slices side by side: screens and automations above, commands and views in the
/// middle, events below, examples at the foot.
class ModelReader {
public:
    explicit ModelReader(PlanBuilder& plan)
        : m_plan(plan)
    {
    }

    void read(const std::vector<JsonPlace>& pages)
    {
        std::vector<JsonPlace> slices;
        for (const JsonPlace& page : pages)
            for (const JsonPlace& slice : page.items(key("slices")))
                slices.push_back(slice);
        if (slices.empty())
            m_plan.problem(QString(),
                QStringLiteral("The file holds no slice. An event model is an object with a list "
                               "\"slices\"."));
        std::ranges::stable_sort(slices, {},
            [](const JsonPlace& slice) { return slice.at(key("index")).value.toDouble(0); });
        for (const JsonPlace& slice : slices)
            readSlice(slice);
        for (std::size_t i = 0; i < m_elements.size(); ++i)
            connectByDependencies(m_elements[i]);
        for (const auto& [begin, end] : m_unlinked)
            connectByPattern(begin, end);
    }

private:
    void readSlice(const JsonPlace& slice)
    {
        if (!slice.value.isObject()) {
            m_plan.problem(slice.path, QStringLiteral("A slice is a JSON object; this is none."));
            return;
        }
        const std::size_t begin = m_elements.size();
        std::array<qreal, kExampleRow + 1> ends;
        ends.fill(m_left + kImportMargin);
        bool linked = false;
        for (const ElementList& list : kLists)
            for (const JsonPlace& json : slice.items(key(list.name))) {
                linked |= !json.items(key("dependencies")).empty();
                readElement(json, list.kind, ends);
            }
        if (!slice.items(key("tables")).empty())
            m_plan.problem(slice.path + QStringLiteral(".tables"),
                QStringLiteral("Tables have no counterpart here; they are left out."));
        if (!linked)
            m_unlinked.emplace_back(begin, m_elements.size());
        for (const JsonPlace& example : slice.items(key("specifications")))
            readExample(example, begin, ends[kExampleRow]);
        addFrame(
            slice, *std::ranges::max_element(ends), ends[kExampleRow] > m_left + kImportMargin);
        ++m_slice;
    }

    void addFrame(const JsonPlace& slice, qreal end, bool hasExamples)
    {
        const qreal right = std::max(end - kImportGap, m_left + kWideNote.width()) + kImportMargin;
        const qreal height = (hasExamples ? kExampleRow + 1 : kExampleRow) * kRowHeight;
        const QString title = slice.string(key("title"));
        m_plan.addFrame(QRectF(m_left, -kImportMargin, right - m_left, height + kImportMargin),
            title.isEmpty() ? slice.string(key("name")) : title, FrameKind::Slice);
        m_left = right + kSliceGap;
    }

    void readElement(
        const JsonPlace& json, NoteKind fallback, std::array<qreal, kExampleRow + 1>& ends)
    {
        if (!json.value.isObject() && !json.value.isString()) {
            m_plan.problem(json.path, QStringLiteral("An element is a JSON object; this is none."));
            return;
        }
        QString title = json.value.toString(json.string(key("title")));
        if (title.isEmpty())
            title = json.string(key("name"));
        Element element{json, kindOf(json.string(key("type")), fallback), {}, m_slice};
        if (element.kind == NoteKind::Definition)
            m_plan.problem(json.path + QStringLiteral(".type"),
                QStringLiteral("\"%1\" is none of COMMAND, EVENT, READMODEL, SCREEN, AUTOMATION; "
                               "the element became a definition.")
                    .arg(json.string(key("type"))));
        Note note = makeNote({}, element.kind, {}, title);
        const auto row = static_cast<std::size_t>(rowOf(element.kind));
        note.rect.moveTopLeft(QPointF(ends[row], double(row) * kRowHeight));
        ends[row] = note.rect.right() + kImportGap;
        describe(note, json);
        element.note = m_plan.addNote(std::move(note));
        if (!element.note.isValid())
            return;
        m_byId.emplace(json.string(key("id")), m_elements.size());
        m_elements.push_back(std::move(element));
    }

    void describe(Note& note, const JsonPlace& json)
    {
        QStringList lines;
        if (const QString words = json.string(key("description")); !words.isEmpty())
            lines.append(words);
        for (const auto& [name, word] : {std::pair("aggregate", "Aggregate"),
                 std::pair("apiEndpoint", "Endpoint"), std::pair("service", "Service")})
            if (const QString value = json.string(key(name)); !value.isEmpty())
                lines.append(key(word) + QStringLiteral(": ") + value);
        note.description = lines.join(u'\n');
        ModelFields fields = fieldsOfModel(json.at(key("fields")), m_plan);
        note.fields = std::move(fields.fields);
        if (!fields.id.isEmpty())
            note.properties[NoteProperty::KeyField] = fields.id;
        if (json.string(key("context")).toUpper() == QLatin1StringView("EXTERNAL")
            && note.kind == NoteKind::Event)
            note.properties[NoteProperty::External] = true;
    }

    void readExample(const JsonPlace& json, std::size_t begin, qreal& left)
    {
        QStringList lines;
        if (const QString title = json.string(key("title")); !title.isEmpty())
            lines.append(title);
        for (const auto& [list, word] :
            {std::pair("given", "Given"), std::pair("when", "When"), std::pair("then", "Then")}) {
            QStringList steps;
            for (const JsonPlace& step : json.items(key(list)))
                steps.append(stepText(step));
            lines.append(key(word) + u' '
                + (steps.isEmpty() ? QStringLiteral("nothing") : steps.join(QStringLiteral(", "))));
        }
        Note note = makeNote({}, NoteKind::Example, {}, lines.join(u'\n'));
        note.rect.moveTopLeft(QPointF(left, kExampleRow * kRowHeight));
        left = note.rect.right() + kImportGap;
        QStringList comments;
        for (const JsonPlace& comment : json.items(key("comments")))
            comments.append(comment.string(key("description")));
        note.description = comments.join(u'\n');
        const NoteId id = m_plan.addNote(std::move(note));
        const auto isSubject = [](const Element& element) {
            return element.kind == NoteKind::Command || element.kind == NoteKind::ReadModel;
        };
        const auto from = m_elements.begin() + std::ptrdiff_t(begin);
        if (const auto subject = std::find_if(from, m_elements.end(), isSubject);
            subject != m_elements.end() && id.isValid())
            m_plan.connect(id, subject->note);
    }

    static QString stepText(const JsonPlace& step)
    {
        QStringList values;
        for (const JsonPlace& field : step.items(key("fields")))
            if (const QString example = field.string(key("example")); !example.isEmpty())
                values.append(field.string(key("name")) + QStringLiteral(" = ") + example);
        QString text = step.string(key("title"));
        if (step.string(key("type")).toUpper() == QLatin1StringView("SPEC_ERROR"))
            text.prepend(QStringLiteral("error: "));
        if (!values.isEmpty())
            text += QStringLiteral(" (%1)").arg(values.join(QStringLiteral(", ")));
        return text;
    }

    // The element of that id in the same slice, otherwise the first one.
    [[nodiscard]] const Element* elementFor(const QString& id, int slice) const
    {
        const auto [first, last] = m_byId.equal_range(id);
        const Element* found = nullptr;
        for (auto at = first; at != last; ++at) {
            const Element& element = m_elements[at->second];
            if (!found || (element.slice == slice && found->slice != slice))
                found = &element;
        }
        return found;
    }

    void connectByDependencies(const Element& element)
    {
        for (const JsonPlace& json : element.json.items(key("dependencies"))) {
            const QString id = json.string(key("id"));
            const Element* other = id.isEmpty() ? nullptr : elementFor(id, element.slice);
            if (!other) {
                m_plan.problem(json.path,
                    QStringLiteral("The element \"%1\" that this depends on is not in the file; "
                                   "there is no arrow. Export the whole model.")
                        .arg(json.string(key("title")).isEmpty() ? id : json.string(key("title"))));
                continue;
            }
            const bool outbound
                = json.string(key("type")).toUpper() == QLatin1StringView("OUTBOUND");
            m_plan.connect(
                outbound ? element.note : other->note, outbound ? other->note : element.note);
        }
    }

    // A slice without a single dependency says its flow by what it holds.
    void connectByPattern(std::size_t begin, std::size_t end)
    {
        const auto ofKind = [&](NoteKind kind) {
            std::vector<NoteId> notes;
            for (std::size_t i = begin; i < end; ++i)
                if (m_elements[i].kind == kind)
                    notes.push_back(m_elements[i].note);
            return notes;
        };
        const auto join = [&](NoteKind from, NoteKind to) {
            for (const NoteId a : ofKind(from))
                for (const NoteId b : ofKind(to))
                    m_plan.connect(a, b);
        };
        if (ofKind(NoteKind::Command).empty()) {
            join(NoteKind::Event, NoteKind::ReadModel);
            join(NoteKind::ReadModel, NoteKind::Screen);
        } else {
            join(NoteKind::ReadModel, NoteKind::Policy);
            join(NoteKind::Policy, NoteKind::Command);
            if (ofKind(NoteKind::Policy).empty())
                join(NoteKind::Screen, NoteKind::Command);
            join(NoteKind::Command, NoteKind::Event);
        }
    }

    PlanBuilder& m_plan;
    std::vector<Element> m_elements;
    std::multimap<QString, std::size_t> m_byId;
    std::vector<std::pair<std::size_t, std::size_t>> m_unlinked;
    qreal m_left = 0;
    int m_slice = 0;
};

}  // namespace

ImportPlan importEventModeling(const QByteArray& bytes, const ImportOptions& options)
{
    PlanBuilder plan(options.kinds);
    ModelReader(plan).read(readJsonPages(bytes, plan));
    plan.plan().method = Method::EventModeling;
    return plan.take();
}

}  // namespace stormbench::storming
