// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/exchange/cml_flow.h"

namespace stormbench::storming {
namespace {

// An operation's name begins with a small letter; the command it stands for does not.
QString commandName(const QString& name)
{
    return name.front().toUpper() + name.mid(1);
}

/// event A + B triggers command C X D
/// command C [initiated by "Actor"] delegates to Aggregate G [a -> b] emits event E X F
/// "operation" says the same as "command".
class FlowReader {
public:
    FlowReader(CmlCursor& cursor, CmlContext& context, std::vector<ImportProblem>& problems)
        : m_cursor(cursor)
        , m_context(context)
        , m_problems(problems)
    {
    }

    void read()
    {
        while (!m_cursor.atEnd() && !m_cursor.skipSign("}")) {
            const qsizetype line = m_cursor.peek().line;
            if (!step()) {
                m_problems.push_back({lineName(line),
                    QStringLiteral("A step of a flow reads \"event A triggers command B\" or "
                                   "\"command B delegates to Aggregate C emits event D\"; this one "
                                   "is skipped.")});
                skipToNext();
            }
        }
    }

private:
    bool step()
    {
        const bool isEvent = m_cursor.skipWord("event");
        if (!isEvent && !skipCommand())
            return false;
        return isEvent ? reaction() : emission();
    }

    bool skipCommand() { return m_cursor.skipWord("command") || m_cursor.skipWord("operation"); }

    bool reaction()
    {
        CmlStep step;
        step.triggers = true;
        char sign = 0;
        if (!names(step.events, sign) || !m_cursor.skipWord("triggers") || !skipCommand()
            || !names(step.commands, sign))
            return false;
        for (QString& name : step.commands)
            name = commandName(name);
        m_context.steps.push_back(std::move(step));
        return true;
    }

    bool emission()
    {
        CmlStep step;
        if (!m_cursor.isWord())
            return false;
        const qsizetype line = m_cursor.peek().line;
        step.commands.push_back(commandName(m_cursor.take().text));
        if (m_cursor.isSign("["))
            step.actor = actor();
        if (m_cursor.skipWord("delegates")) {
            if (!m_cursor.skipWord("to"))
                return false;
            // "Aggregate" may itself be the name of one.
            if (m_cursor.isWord("Aggregate") && m_cursor.isWord(1) && !m_cursor.isWord("emits", 1))
                m_cursor.take();
            if (!m_cursor.isWord())
                return false;
            step.aggregate = m_cursor.take().text;
            if (m_cursor.isSign("["))
                step.states = states();
        }
        if (m_cursor.skipWord("emits")) {
            char sign = 0;
            if (!m_cursor.skipWord("event") || !names(step.events, sign))
                return false;
            step.isChoice = sign == 'X' || sign == 'O';
            if (sign == 'O')
                m_problems.push_back({lineName(line),
                    QStringLiteral("\"O\" (one or more of the events) is read as exactly one of "
                                   "them, which is what the board can say.")});
        }
        m_context.steps.push_back(std::move(step));
        return true;
    }

    // A, or A + B, or A X B, or A O B
    bool names(std::vector<QString>& result, char& sign)
    {
        while (m_cursor.isWord()) {
            result.push_back(m_cursor.take().text);
            const bool isNext = m_cursor.isWord(1);
            if (isNext && m_cursor.skipSign("+"))
                sign = '+';
            else if (isNext && m_cursor.skipWord("X"))
                sign = 'X';
            else if (isNext && m_cursor.skipWord("O"))
                sign = 'O';
            else
                return true;
        }
        return false;
    }

    // [initiated by "Customer"]
    QString actor()
    {
        QString name;
        m_cursor.skipSign("[");
        m_cursor.skipWord("initiated");
        m_cursor.skipWord("by");
        while (!m_cursor.atEnd() && !m_cursor.isSign("}") && !m_cursor.skipSign("]"))
            name += (name.isEmpty() ? QString() : QStringLiteral(" ")) + m_cursor.take().text;
        return name;
    }

    // [DRAFT, OPEN -> SENT X LOST*]
    QString states()
    {
        QStringList words;
        m_cursor.skipSign("[");
        while (!m_cursor.atEnd() && !m_cursor.isSign("}") && !m_cursor.skipSign("]")) {
            const QString word = m_cursor.take().text;
            if (word == QLatin1StringView("*"))
                continue;
            if (word == QLatin1StringView(",") && !words.isEmpty())
                words.back() += word;
            else
                words.append(word == QLatin1StringView("->") ? QStringLiteral("→")
                        : word == QLatin1StringView("X")     ? QStringLiteral("or")
                                                             : word);
        }
        return words.join(u' ');
    }

    void skipToNext()
    {
        while (!m_cursor.atEnd() && !m_cursor.isSign("}") && !m_cursor.isWord("event")
            && !m_cursor.isWord("command") && !m_cursor.isWord("operation")) {
            if (m_cursor.isSign("{"))
                m_cursor.skipBlock("{", "}");
            else
                m_cursor.take();
        }
    }

    CmlCursor& m_cursor;
    CmlContext& m_context;
    std::vector<ImportProblem>& m_problems;
};

}  // namespace

void parseFlow(CmlCursor& cursor, CmlContext& context, std::vector<ImportProblem>& problems)
{
    FlowReader(cursor, context, problems).read();
}

}  // namespace stormbench::storming
