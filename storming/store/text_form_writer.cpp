// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/store/text_form.h"

#include "storming/store/text_flow.h"
#include "storming/store/text_remarks.h"

#include <QtCore/QLocale>
#include <QtCore/QStringList>

#include <span>

namespace stormbench::storming {

namespace {

// What an editor or a terminal takes for a line's end, a blank, or nothing at all.
bool isAltered(QChar c)
{
    const char16_t code = c.unicode();
    return code < 0x20 || (code >= 0x7f && code <= 0xa0) || code == 0x2028 || code == 0x2029
        || code == 0xfdd0 || code == 0xfdd1 || code == 0xfffc;
}

QString quoted(const QString& text)
{
    QString out(QLatin1Char('"'));
    for (const QChar c : text) {
        if (c == QLatin1Char('"') || c == QLatin1Char('\\'))
            out += QLatin1Char('\\') + QString(c);
        else if (c == QLatin1Char('\n'))
            out += QLatin1StringView("\\n");
        else if (isAltered(c))
            out += QStringLiteral("\\u%1").arg(c.unicode(), 4, 16, QLatin1Char('0'));
        else
            out += c;
    }
    return out + QLatin1Char('"');
}

// The shortest form that reads back as the same number.
QString number(double value)
{
    return QString::number(value, 'g', QLocale::FloatingPointShortest);
}
QString pair(double a, double b, char between)
{
    return number(a) + QLatin1Char(between) + number(b);
}
// Exact, where Qt's operator has a tolerance.
bool isSame(QSizeF a, QSizeF b)
{
    return a.width() == b.width() && a.height() == b.height();
}
QString key(const char* latin1)
{
    return QString::fromLatin1(latin1);
}

class Writer {
public:
    explicit Writer(PrivateNotes privateNotes)
        : m_folds(privateNotes == PrivateNotes::Folded)
    {
    }

    QString write(const Board& board)
    {
        header(board);
        for (const auto& [id, frame] : board.frames())
            add(frame);
        m_setApart = true;
        for (const auto& flow : flowsOf(board))
            add(board, flow);
        m_setApart = true;
        for (const auto& [id, connector] : board.connectors())
            add(connector);
        for (const auto& [id, note] : board.notes())
            addDetails(note);
        return weave(m_lines, board.settings().remarks);
    }

private:
    /// A line that places an element, or several.
    void line(std::vector<RemarkPlace> places, const QStringList& words, bool indented = false)
    {
        m_lines.push_back({std::move(places), words.join(QLatin1Char(' ')), indented,
            std::exchange(m_setApart, false)});
    }
    void setting(const QStringList& words, const QString& part = {})
    {
        line({{0, part.isEmpty() ? words.front() : part}}, words);
    }
    void detail(quint64 element, const QStringList& words, const QString& part = {})
    {
        line({{element, part.isEmpty() ? words.front() : part}}, words, true);
    }
    void detail(quint64 element, const char* name, const QString& text)
    {
        if (!text.isEmpty())
            detail(element, {key(name), quoted(text)});
    }

    void header(const Board& board)
    {
        const BoardSettings& settings = board.settings();
        setting({key(kTextFormWord), QString::number(kTextFormVersion)});
        setting({key("title"), quoted(settings.title)});
        setting({key("level"), key(levelEntry(settings.level).key)});
        setting({key("method"),
            key(settings.method == Method::EventModeling ? "eventModeling" : "eventStorming")});
        setting({key("domain"), quoted(settings.domain)});
        setting({key("naming"), quoted(settings.namingTemplate)});
        for (const auto& [kind, style] : settings.kinds) {
            QStringList words{key("kind"), key(notationOf(kind).key), quoted(style.name)};
            if (!style.color.isEmpty())
                words << key("color") << quoted(style.color);
            setting(words, key("kind ") + words[1]);
        }
        setting({key("next"), QString::number(board.nextId())});
    }

    void add(const Frame& frame)
    {
        const quint64 id = frame.id.value();
        m_setApart = true;
        line({{id, {}}},
            {key("frame"), QString::number(id), quoted(frame.name), key("at"),
                pair(frame.rect.x(), frame.rect.y(), ','), key("size"),
                pair(frame.rect.width(), frame.rect.height(), 'x')});
        if (frame.kind != FrameKind::Context)
            detail(id, {key("kind"), key(frameKindEntry(frame.kind).key)});
        if (frame.locked)
            detail(id, {key("locked")});
        if (frame.order != 0)
            detail(id, {key("order"), QString::number(frame.order)});
        detail(id, "domain", frame.domain);
        detail(id, "context", frame.context);
        detail(id, "owner", frame.owner);
    }

    // A flow of one is written as a note at its place.
    void add(const Board& board, const std::vector<NoteId>& flow)
    {
        const Note& first = *board.note(flow.front());
        const QString place = pair(first.rect.x(), first.rect.y(), ',');
        if (flow.size() == 1) {
            line({{first.id.value(), {}}}, itemOf(first, {key("at"), place}));
            return;
        }
        QStringList words{
            key("flow"), place + QLatin1Char(':'), itemOf(first).join(QLatin1Char(' '))};
        std::vector<RemarkPlace> places{{first.id.value(), {}}};
        bool isFirstLine = true;
        for (const NoteId id : std::span(flow).subspan(1)) {
            const Note& note = *board.note(id);
            if (beginsReaction(note.kind)) {
                line(std::exchange(places, {}), words, !std::exchange(isFirstLine, false));
                words = {key("whenever")};
            } else {
                words << key(">");
            }
            words << itemOf(note);
            places.push_back({id.value(), {}});
        }
        line(std::move(places), words, !isFirstLine);
    }

    [[nodiscard]] bool isFolded(const Note& note) const
    {
        return m_folds && note.flag(NoteProperty::Hidden);
    }

    [[nodiscard]] QStringList itemOf(const Note& note, const QStringList& place = {}) const
    {
        QStringList words{key(notationOf(note.kind).key), QString::number(note.id.value()),
            isFolded(note) ? key(kFoldedWord) : quoted(note.text)};
        words << place;
        if (!isSame(note.rect.size(), notationOf(note.kind).size))
            words << key("size") << pair(note.rect.width(), note.rect.height(), 'x');
        if (note.z != 0)
            words << key("z") << QString::number(note.z);
        return words;
    }

    void addDetails(const Note& note)
    {
        const bool isPlain
            = note.description.isEmpty() && note.fields.empty() && note.properties.empty();
        if (isPlain || isFolded(note))
            return;
        const quint64 id = note.id.value();
        m_setApart = true;
        line({{id, key(kDetailsPart)}}, {key(notationOf(note.kind).key), QString::number(id)});
        detail(id, "description", note.description);
        for (const NoteField& field : note.fields)
            add(id, field);
        for (const auto& [property, value] : note.properties)
            add(id, property, value);
    }

    void add(quint64 id, const NoteField& field)
    {
        QStringList words{key("field"), QString::number(field.number), quoted(field.name),
            key(fieldTypeEntry(field.type).key)};
        if (field.optional)
            words << key("optional");
        if (!field.example.isEmpty())
            words << quoted(field.example);
        if (!field.semantic.isEmpty())
            words << key("means") << quoted(field.semantic);
        detail(id, words, listPart("field", field.number));
    }

    void add(quint64 id, NoteProperty property, const PropertyValue& value)
    {
        const NotePropertyEntry* entry = notePropertyEntry(property);
        if (const auto* steps = std::get_if<std::vector<SagaStep>>(&value))
            return add(id, *steps);
        if (const auto* comments = std::get_if<std::vector<Comment>>(&value))
            return add(id, *comments);
        QString text;
        if (const auto* flag = std::get_if<bool>(&value))
            text = key(*flag ? "true" : "false");
        else if (const auto* integer = std::get_if<qint64>(&value))
            text = QString::number(*integer);
        else if (const auto* real = std::get_if<double>(&value))
            text = number(*real);
        else if (const auto* words = std::get_if<QString>(&value))
            text = quoted(*words);
        else if (const auto* rect = std::get_if<QRectF>(&value))
            text = pair(rect->x(), rect->y(), ',') + QLatin1Char(' ')
                + pair(rect->width(), rect->height(), 'x');
        else if (const auto* bytes = std::get_if<QByteArray>(&value))
            text = quoted(QString::fromLatin1(bytes->toBase64()));
        if (entry && !text.isEmpty())
            detail(id, {key(entry->key), text});
    }

    void add(quint64 id, const std::vector<SagaStep>& steps)
    {
        quint64 number = 0;
        for (const SagaStep& step : steps) {
            QStringList words{key("step"), quoted(step.command)};
            if (!step.compensation.isEmpty())
                words << key("else") << quoted(step.compensation);
            if (step.timeoutMs != 0)
                words << key("within") << QString::number(step.timeoutMs);
            detail(id, words, listPart("step", ++number));
        }
    }

    void add(quint64 id, const std::vector<Comment>& comments)
    {
        quint64 number = 0;
        for (const Comment& comment : comments) {
            QStringList words{key("comment"), quoted(comment.author), quoted(comment.text),
                key("at"), QString::number(comment.atMs)};
            if (comment.resolved)
                words << key("resolved");
            detail(id, words, listPart("comment", ++number));
        }
    }

    void add(const Connector& connector)
    {
        QStringList words{key("connector"), QString::number(connector.id.value()),
            QString::number(connector.from.value()), key("->"),
            QString::number(connector.to.value())};
        if (!connector.label.isEmpty())
            words << quoted(connector.label);
        if (connector.pinned)
            words << key("pinned");
        line({{connector.id.value(), {}}}, words);
    }

    const bool m_folds;
    std::vector<WovenLine> m_lines;
    bool m_setApart = false;  ///< the next line stands apart
};

}  // namespace

QString writeText(const Board& board, PrivateNotes privateNotes)
{
    return Writer(privateNotes).write(board);
}

}  // namespace stormbench::storming
