// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/exchange/html_text.h"
#include "storming/exchange/importer.h"
#include "storming/exchange/json_pages.h"
#include "storming/exchange/plan_builder.h"

#include <algorithm>

namespace stormbench::storming {
namespace {

constexpr int kDeepest = 8;       // lists within lists
constexpr qreal kMiroNote = 199;  // width of a new square note there
constexpr qreal kNearlyUsual = 0.3;
constexpr qreal kLeastSide = 40;
constexpr qreal kMostSide = 2000;

struct Item {
    JsonPlace json;
    QString id;
    QString type;
    QPointF center;  ///< on the board, in Miro's units
    QSizeF size;
    bool hasPlace = false;
};

QString key(const char* name)
{
    return QString::fromLatin1(name);
}

/// Reads the items of Miro's REST interface, and what scripts make of them: lists, pages of lists,
/// {"items": …, "connectors": …}.
class MiroReader {
public:
    explicit MiroReader(PlanBuilder& plan)
        : m_plan(plan)
    {
    }

    void read(const std::vector<JsonPlace>& pages)
    {
        for (const JsonPlace& page : pages)
            collect(page, 0);
        if (m_items.empty() && m_connectors.empty())
            m_plan.problem(QString(),
                QStringLiteral("The file holds no item of a Miro board. Save what Miro's "
                               "GET /v2/boards/…/items (and …/connectors) gives."));
        resolvePlaces();
        m_scale = scale();
        for (const Item& item : m_items)
            if (item.type == QLatin1StringView("frame"))
                addFrame(item);
        for (const Item& item : m_items)
            if (item.type != QLatin1StringView("frame"))
                addItem(item);
        for (const JsonPlace& connector : m_connectors)
            addConnector(connector);
    }

private:
    void collect(const JsonPlace& place, int depth)
    {
        if (depth > kDeepest)
            return;
        if (place.value.isArray()) {
            for (const JsonPlace& item : place.items())
                collect(item, depth + 1);
            return;
        }
        const QString type = place.string(key("type"));
        if (type == QLatin1StringView("connector") || place.has(key("startItem"))
            || place.has(key("endItem"))) {
            m_connectors.push_back(place);
            return;
        }
        const bool isItem = !type.isEmpty()
            && (place.at(key("data")).value.isObject() || place.has(key("position"))
                || place.has(key("geometry")));
        if (isItem) {
            addCollected(place, type);
            return;
        }
        for (const char* list : {"data", "items", "frames", "connectors", "widgets", "value"})
            for (const JsonPlace& item : place.items(key(list)))
                collect(item, depth + 1);
    }

    void addCollected(const JsonPlace& place, const QString& type)
    {
        Item item{place, place.string(key("id")), type.toLower(), {}, {}};
        const QJsonObject position = place.at(key("position")).object();
        const QJsonObject geometry = place.at(key("geometry")).object();
        item.center = QPointF(position[key("x")].toDouble(), position[key("y")].toDouble());
        item.hasPlace = position[key("x")].isDouble() && position[key("y")].isDouble();
        item.size = QSizeF(geometry[key("width")].toDouble(), geometry[key("height")].toDouble());
        if (!item.id.isEmpty() && !m_byId.try_emplace(item.id, m_items.size()).second)
            return;  // pages that overlap tell it twice
        m_items.push_back(std::move(item));
    }

    // Items in a frame tell their place from its top left corner.
    void resolvePlaces()
    {
        for (Item& item : m_items) {
            const JsonPlace position = item.json.at(key("position"));
            const auto parent = m_byId.find(item.json.at(key("parent")).string(key("id")));
            if (position.string(key("relativeTo")) != QLatin1StringView("parent_top_left")
                || parent == m_byId.end())
                continue;
            const Item& frame = m_items[parent->second];
            if (&frame != &item && frame.type == QLatin1StringView("frame"))
                item.center
                    += frame.center - QPointF(frame.size.width() / 2, frame.size.height() / 2);
        }
        for (const Item& item : m_items)
            if (item.hasPlace)
                m_left = std::min(m_left, item.center.x() - item.size.width() / 2);
    }

    // So that the usual note there becomes the usual note here.
    [[nodiscard]] qreal scale() const
    {
        std::vector<qreal> heights;
        for (const Item& item : m_items)
            if (item.type == QLatin1StringView("sticky_note") && item.size.width() >= 1
                && item.size.width() < 1e5)
                heights.push_back(
                    item.json.at(key("data")).string(key("shape")) == QLatin1StringView("rectangle")
                        ? item.size.width() * kSquareNote.width() / kWideNote.width()
                        : item.size.width());
        if (heights.empty())
            return kSquareNote.width() / kMiroNote;
        std::ranges::nth_element(heights, heights.begin() + std::ssize(heights) / 2);
        return kSquareNote.width() / heights[heights.size() / 2];
    }

    void addFrame(const Item& item)
    {
        QRectF rect(QPointF(), item.size * m_scale);
        rect.moveCenter(item.center * m_scale);
        const QString title = textOfHtml(item.json.at(key("data")).string(key("title")));
        const FrameId id = m_plan.addFrame(rect, title);
        if (!id.isValid())
            m_plan.problem(item.json.path,
                QStringLiteral("The frame \"%1\" has no size, so it is left out. Its notes are "
                               "read.")
                    .arg(title));
    }

    void addItem(const Item& item)
    {
        const JsonPlace data = item.json.at(key("data"));
        const bool isCard = item.type.endsWith(QLatin1StringView("card"));
        const bool isNote = item.type == QLatin1StringView("sticky_note")
            || item.type == QLatin1StringView("shape") || item.type == QLatin1StringView("text");
        QString text = textOfHtml(data.string(isCard ? key("title") : key("content")));
        if (!isNote && !isCard) {
            m_plan.problem(item.json.path,
                QStringLiteral("A Miro item of the type \"%1\" has no counterpart here%2; it is "
                               "left out.")
                    .arg(item.type,
                        data.string(key("title")).isEmpty()
                            ? QString()
                            : QStringLiteral(" (\"%1\")")
                                  .arg(textOfHtml(data.string(key("title"))))));
            return;
        }
        const KindUse use = kindOf(item, isCard);
        if (!use.kind)
            return;
        if (!use.known && use.word != item.type)
            m_plan.problem(item.json.path + QStringLiteral(".style.fillColor"),
                QStringLiteral("\"%1\" is no known colour; the note became a %2. Map the colour to "
                               "a kind.")
                    .arg(use.word, QString::fromUtf8(notationOf(*use.kind).name).toLower()));
        Note note = makeNote({}, *use.kind, item.center * m_scale, text);
        fitSize(note, item.size * m_scale);
        if (isCard)
            note.description = textOfHtml(data.string(key("description")));
        if (!item.hasPlace)
            placeBeside(note, item);
        if (const NoteId id = m_plan.addNote(std::move(note)); id.isValid() && !item.id.isEmpty())
            m_notes.emplace(item.id, id);
    }

    KindUse kindOf(const Item& item, bool isCard)
    {
        const JsonPlace style = item.json.at(key("style"));
        QString color = style.string(key("fillColor"));
        if (color.isEmpty())
            color = style.string(isCard ? key("cardTheme") : key("backgroundColor"));
        if (color.isEmpty() || color == QLatin1StringView("transparent"))
            color = item.type;  // a text has no paper
        const bool isPlain = color == item.type;
        return m_plan.kinds().resolve(color, isPlain ? NoteKind::Definition : NoteKind::Event);
    }

    // The kind's own size where Miro's is about that; otherwise as large as it was there.
    static void fitSize(Note& note, QSizeF size)
    {
        const QSizeF usual = note.rect.size();
        const auto isNear = [](qreal a, qreal b) { return qAbs(a - b) <= kNearlyUsual * b; };
        if (size.width() < 1 || size.height() < 1
            || (isNear(size.width(), usual.width()) && isNear(size.height(), usual.height())))
            return;
        const QPointF center = note.rect.center();
        note.rect.setSize(QSizeF(std::clamp(size.width(), kLeastSide, kMostSide),
            std::clamp(size.height(), kLeastSide, kMostSide)));
        note.rect.moveCenter(center);
    }

    void placeBeside(Note& note, const Item& item)
    {
        m_plan.problem(item.json.path + QStringLiteral(".position"),
            QStringLiteral("The note has no place; it lies left of the others."));
        note.rect.moveTopLeft(
            QPointF(m_left * m_scale - note.rect.width() - kImportGap, m_unplaced));
        m_unplaced += note.rect.height() + kImportGap;
    }

    void addConnector(const JsonPlace& connector)
    {
        const auto end = [&](const char* name) {
            const auto found = m_notes.find(connector.at(key(name)).string(key("id")));
            return found == m_notes.end() ? NoteId() : found->second;
        };
        const NoteId from = end("startItem");
        const NoteId to = end("endItem");
        if (!from.isValid() || !to.isValid() || from == to) {
            m_plan.problem(connector.path,
                QStringLiteral("The connector does not join two different notes of the file, so it "
                               "is left out. Save items and connectors of the whole board."));
            return;
        }
        QStringList captions;
        for (const JsonPlace& caption : connector.items(key("captions")))
            captions.append(textOfHtml(caption.string(key("content"))).simplified());
        m_plan.connect(from, to, captions.join(QStringLiteral("; ")));
    }

    PlanBuilder& m_plan;
    std::vector<Item> m_items;
    std::map<QString, std::size_t> m_byId;
    std::vector<JsonPlace> m_connectors;
    std::map<QString, NoteId> m_notes;
    qreal m_scale = 1;
    qreal m_left = 0;
    qreal m_unplaced = 0;
};

}  // namespace

ImportPlan importMiro(const QByteArray& bytes, const ImportOptions& options)
{
    PlanBuilder plan(options.kinds);
    MiroReader(plan).read(readJsonPages(bytes, plan));
    return plan.take();
}

}  // namespace stormbench::storming
