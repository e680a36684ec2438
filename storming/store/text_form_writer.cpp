// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/store/text_form.h"

#include "storming/store/text_flow.h"

#include <QtCore/QLocale>
#include <QtCore/QStringList>

#include <span>

namespace stormbench::storming {

namespace {

QString quoted(const QString& text)
{
    QString out(QLatin1Char('"'));
    for (const QChar c : text) {
        if (c == QLatin1Char('"') || c == QLatin1Char('\\'))
            out += QLatin1Char('\\') + QString(c);
        else if (c == QLatin1Char('\n'))
            out += QLatin1StringView("\\n");
        else if (c < QLatin1Char(' ') || c.unicode() == 0x2028 || c.unicode() == 0x2029
            || c.unicode() == 0x7f || (c.unicode() >= 0x80 && c.unicode() < 0xa0))
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
    QString write(const Board& board)
    {
        header(board);
        for (const auto& [id, frame] : board.frames())
            add(frame);
        if (!board.notes().empty())
            m_out += QLatin1Char('\n');
        for (const auto& flow : flowsOf(board))
            add(board, flow);
        if (!board.connectors().empty())
            m_out += QLatin1Char('\n');
        for (const auto& [id, connector] : board.connectors())
            add(connector);
        for (const auto& [id, note] : board.notes())
            addDetails(note);
        return m_out;
    }

private:
    void line(const QStringList& words, bool indented = false)
    {
        m_out += QLatin1StringView(indented ? "  " : "") + words.join(QLatin1Char(' '))
            + QLatin1Char('\n');
    }
    void detail(const char* name, const QString& text)
    {
        if (!text.isEmpty())
            line({key(name), quoted(text)}, true);
    }

    void header(const Board& board)
    {
        const BoardSettings& settings = board.settings();
        line({key(kTextFormWord), QString::number(kTextFormVersion)});
        line({key("title"), quoted(settings.title)});
        line({key("level"), key(levelEntry(settings.level).key)});
        line({key("method"),
            key(settings.method == Method::EventModeling ? "eventModeling" : "eventStorming")});
        line({key("domain"), quoted(settings.domain)});
        line({key("naming"), quoted(settings.namingTemplate)});
        for (const auto& [kind, style] : settings.kinds) {
            QStringList words{key("kind"), key(notationOf(kind).key), quoted(style.name)};
            if (!style.color.isEmpty())
                words << key("color") << quoted(style.color);
            line(words);
        }
        line({key("next"), QString::number(board.nextId())});
    }

    void add(const Frame& frame)
    {
        m_out += QLatin1Char('\n');
        line({key("frame"), QString::number(frame.id.value()), quoted(frame.name), key("at"),
            pair(frame.rect.x(), frame.rect.y(), ','), key("size"),
            pair(frame.rect.width(), frame.rect.height(), 'x')});
        if (frame.kind != FrameKind::Context)
            line({key("kind"), key(frameKindEntry(frame.kind).key)}, true);
        if (frame.locked)
            line({key("locked")}, true);
        if (frame.order != 0)
            line({key("order"), QString::number(frame.order)}, true);
        detail("domain", frame.domain);
        detail("context", frame.context);
        detail("owner", frame.owner);
    }

    // A flow of one is written as a note at its place.
    void add(const Board& board, const std::vector<NoteId>& flow)
    {
        const Note& first = *board.note(flow.front());
        const QString place = pair(first.rect.x(), first.rect.y(), ',');
        if (flow.size() == 1) {
            line(itemOf(first, {key("at"), place}));
            return;
        }
        QStringList words{
            key("flow"), place + QLatin1Char(':'), itemOf(first).join(QLatin1Char(' '))};
        bool isFirstLine = true;
        for (const NoteId id : std::span(flow).subspan(1)) {
            const Note& note = *board.note(id);
            if (beginsReaction(note.kind)) {
                line(words, !std::exchange(isFirstLine, false));
                words = {key("whenever")};
            } else {
                words << key(">");
            }
            words << itemOf(note);
        }
        line(words, !isFirstLine);
    }

    static QStringList itemOf(const Note& note, const QStringList& place = {})
    {
        QStringList words{
            key(notationOf(note.kind).key), QString::number(note.id.value()), quoted(note.text)};
        words << place;
        if (!isSame(note.rect.size(), notationOf(note.kind).size))
            words << key("size") << pair(note.rect.width(), note.rect.height(), 'x');
        if (note.z != 0)
            words << key("z") << QString::number(note.z);
        return words;
    }

    void addDetails(const Note& note)
    {
        if (note.description.isEmpty() && note.fields.empty() && note.properties.empty())
            return;
        m_out += QLatin1Char('\n');
        line({key(notationOf(note.kind).key), QString::number(note.id.value())});
        detail("description", note.description);
        for (const NoteField& field : note.fields)
            add(field);
        for (const auto& [property, value] : note.properties)
            add(property, value);
    }

    void add(const NoteField& field)
    {
        QStringList words{key("field"), QString::number(field.number), quoted(field.name),
            key(fieldTypeEntry(field.type).key)};
        if (field.optional)
            words << key("optional");
        if (!field.example.isEmpty())
            words << quoted(field.example);
        if (!field.semantic.isEmpty())
            words << key("means") << quoted(field.semantic);
        line(words, true);
    }

    void add(NoteProperty property, const PropertyValue& value)
    {
        const NotePropertyEntry* entry = notePropertyEntry(property);
        if (const auto* steps = std::get_if<std::vector<SagaStep>>(&value))
            return add(*steps);
        if (const auto* comments = std::get_if<std::vector<Comment>>(&value))
            return add(*comments);
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
            line({key(entry->key), text}, true);
    }

    void add(const std::vector<SagaStep>& steps)
    {
        for (const SagaStep& step : steps) {
            QStringList words{key("step"), quoted(step.command)};
            if (!step.compensation.isEmpty())
                words << key("else") << quoted(step.compensation);
            if (step.timeoutMs != 0)
                words << key("within") << QString::number(step.timeoutMs);
            line(words, true);
        }
    }

    void add(const std::vector<Comment>& comments)
    {
        for (const Comment& comment : comments) {
            QStringList words{key("comment"), quoted(comment.author), quoted(comment.text),
                key("at"), QString::number(comment.atMs)};
            if (comment.resolved)
                words << key("resolved");
            line(words, true);
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
        line(words);
    }

    QString m_out;
};

}  // namespace

QString writeText(const Board& board)
{
    return Writer().write(board);
}

}  // namespace stormbench::storming
