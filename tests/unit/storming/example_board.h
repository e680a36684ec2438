// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QRegularExpression>

#include "storming/model/operation.h"

namespace stormbench::storming::test {

/// Reads the examples of the rules: flows of notes, separated by ';', each connected by '→'. A note
/// is its kind, its name in quotes and, in brackets, its fields and what else it has: words that
/// begin with a property's key set it ("key orderId", "public"), "step A / B" adds a step of a
/// saga. A flow may begin with its context ("Ordering: …"; "?" is one without a name). The first
/// flow may be "in Event Modeling". Notes stand far apart, each flow in a row of its own.
class ExampleBoard {
public:
    explicit ExampleBoard(const QString& text)
    {
        BoardSettings settings;
        settings.title = QStringLiteral("Example");
        settings.domain = QStringLiteral("shop");
        settings.level = Level::Design;
        for (const QString& part : text.split(u';')) {
            const QString flow = part.trimmed();
            if (flow == QLatin1StringView("in Event Modeling"))
                settings.method = Method::EventModeling;
            else
                addFlow(flow);
        }
        run(ChangeSettings{settings});
        for (const auto& [name, rect] : m_contexts)
            run(AddFrame{{FrameId(board.nextId()), name == u"?" ? QString() : name, rect}});
    }

    Board board;

private:
    void run(Operation operation)
    {
        const auto result = apply(board, std::move(operation));
        if (!result)
            qFatal("%s", qPrintable(result.error().message));
    }

    void addFlow(const QString& flow)
    {
        static const QRegularExpression prefix(QStringLiteral("^([\\w?]+): (.*)$"));
        static const QRegularExpression node(
            QStringLiteral("^([a-z ]+) \"([^\"]*)\"(?: \\((.*)\\))?$"));
        const auto match = prefix.match(flow);
        const QString context = match.hasMatch() ? match.captured(1) : QString();
        const QString nodes = match.hasMatch() ? match.captured(2) : flow;
        QPointF at(0, 600 * m_rows++);
        NoteId last;
        for (const QString& part : nodes.split(QStringLiteral("→"))) {
            const auto words = node.match(part.trimmed());
            if (!words.hasMatch())
                qFatal("no note: %s", qPrintable(part));
            const Note note = makeNote(at, words);
            at += QPointF(400, 0);
            if (!context.isEmpty())
                m_contexts[context]
                    = m_contexts[context].united(note.rect.adjusted(-40, -40, 40, 40));
            run(AddNote{note});
            if (last.isValid())
                run(AddConnector{{ConnectorId(board.nextId()), last, note.id}});
            last = note.id;
        }
    }

    Note makeNote(QPointF at, const QRegularExpressionMatch& words) const
    {
        const QString wanted = words.captured(1).remove(u' ').toLower();
        const auto entry = std::ranges::find_if(notation(), [&](const NotationEntry& kind) {
            return QString::fromLatin1(kind.key).toLower() == wanted;
        });
        if (entry == notation().end())
            qFatal("no kind: %s", qPrintable(wanted));
        Note note = storming::makeNote(NoteId(board.nextId()), entry->kind, at, words.captured(2));
        for (const QString& part : words.captured(3).split(u',', Qt::SkipEmptyParts))
            addDetail(note, part.trimmed());
        return note;
    }

    static void addDetail(Note& note, const QString& detail)
    {
        const QString word = detail.section(u' ', 0, 0);
        const QString rest = detail.section(u' ', 1);
        if (word == u"step") {
            std::vector<SagaStep> steps;
            if (note.isSet(NoteProperty::Steps))
                steps = std::get<std::vector<SagaStep>>(note.properties.at(NoteProperty::Steps));
            steps.push_back({rest.section(u'/', 0, 0).trimmed(), rest.section(u'/', 1).trimmed()});
            note.properties.insert_or_assign(NoteProperty::Steps, steps);
            return;
        }
        const NotePropertyEntry* entry = notePropertyFromKey(word);
        if (!entry) {
            note.fields.push_back({quint32(note.fields.size() + 1), detail});
            return;
        }
        PropertyValue value = rest;
        if (entry->type == PropertyType::Flag)
            value = true;
        else if (entry->type == PropertyType::Integer)
            value = rest.toLongLong();
        else if (entry->type == PropertyType::Number)
            value = rest.toDouble();
        note.properties.insert_or_assign(entry->property, value);
    }

    int m_rows = 0;
    std::map<QString, QRectF> m_contexts;
};

inline Board exampleBoard(const char* text)
{
    return ExampleBoard(QString::fromUtf8(text)).board;
}

}  // namespace stormbench::storming::test
