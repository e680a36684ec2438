// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/store/text_form.h"

#include <QtCore/QLocale>
#include <QtCore/QStringList>

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
        for (const auto& [id, note] : board.notes())
            add(note);
        if (!board.connectors().empty())
            m_out += QLatin1Char('\n');
        for (const auto& [id, connector] : board.connectors())
            add(connector);
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
        line({key(kTextFormHead)});
        line({key("title"), quoted(settings.title)});
        line({key("level"), key(levelEntry(settings.level).key)});
        line({key("method"),
            key(settings.method == Method::EventModeling ? "eventModeling" : "eventStorming")});
        line({key("domain"), quoted(settings.domain)});
        line({key("naming"), quoted(settings.namingTemplate)});
        line({key("next"), QString::number(board.nextId())});
    }

    void add(const Frame& frame)
    {
        m_out += QLatin1Char('\n');
        line({key("frame"), QString::number(frame.id.value()), quoted(frame.name), key("at"),
            pair(frame.rect.x(), frame.rect.y(), ','), key("size"),
            pair(frame.rect.width(), frame.rect.height(), 'x')});
        detail("domain", frame.domain);
        detail("context", frame.context);
        detail("owner", frame.owner);
    }

    void add(const Note& note)
    {
        m_out += QLatin1Char('\n');
        QStringList head{key(notationOf(note.kind).key), QString::number(note.id.value()),
            quoted(note.text), key("at"), pair(note.rect.x(), note.rect.y(), ',')};
        if (note.rect.size() != notationOf(note.kind).size)
            head << key("size") << pair(note.rect.width(), note.rect.height(), 'x');
        if (note.z != 0)
            head << key("z") << QString::number(note.z);
        line(head);
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
        line(words, true);
    }

    void add(NoteProperty property, const PropertyValue& value)
    {
        const NotePropertyEntry* entry = notePropertyEntry(property);
        QString text;
        if (const auto* flag = std::get_if<bool>(&value))
            text = key(*flag ? "true" : "false");
        else if (const auto* integer = std::get_if<qint64>(&value))
            text = QString::number(*integer);
        else if (const auto* real = std::get_if<double>(&value))
            text = number(*real);
        else if (const auto* words = std::get_if<QString>(&value))
            text = quoted(*words);
        if (entry && !text.isEmpty())
            line({key(entry->key), text}, true);
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
