// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/store/left_out.h"

#include <QtCore/QStringList>

namespace stormbench::storming {

namespace {

constexpr std::size_t kLinesNamed = 5;

// "a, b and c"
QString listed(QStringList parts)
{
    if (parts.size() < 2)
        return parts.join(QString());
    const QString last = parts.takeLast();
    return parts.join(QStringLiteral(", ")) + QStringLiteral(" and ") + last;
}

/// Applies one operation as far as it meets what is on the board.
class Fitting {
public:
    Fitting(Board& board, LeftOut& leftOut)
        : m_board(board)
        , m_leftOut(leftOut)
    {
    }

    void operator()(RemoveNote& op)
    {
        m_leftOut.forget(op.id.value());
        if (m_leftOut.notes.erase(op.id) == 0)
            run(op);
    }
    void operator()(RemoveFrame& op)
    {
        m_leftOut.forget(op.id.value());
        if (m_leftOut.frames.erase(op.id) == 0)
            run(op);
    }
    void operator()(RemoveConnector& op)
    {
        if (m_leftOut.connectors.erase(op.id) == 0)
            run(op);
    }
    void operator()(ChangeNote& op)
    {
        if (!m_leftOut.notes.contains(op.id))
            run(op);
    }
    void operator()(ChangeFrame& op)
    {
        if (!m_leftOut.frames.contains(op.frame.id))
            run(op);
    }
    void operator()(ChangeConnector& op)
    {
        if (!m_leftOut.connectors.contains(op.connector.id))
            run(op);
    }
    void operator()(AddConnector& op)
    {
        if (m_board.note(op.connector.from) && m_board.note(op.connector.to))
            run(op);
        else
            m_leftOut.connectors.insert(op.connector.id);
    }
    void operator()(MoveElements& op)
    {
        std::erase_if(op.notes, [&](const auto& move) { return !m_board.note(move.first); });
        std::erase_if(op.frames, [&](const auto& move) { return !m_board.frame(move.first); });
        run(op);
    }
    template <typename Other> void operator()(Other& op) { run(op); }

private:
    template <typename Op> void run(Op& op)
    {
        if (!apply(m_board, Operation(std::move(op))))
            ++m_leftOut.changes;
    }

    Board& m_board;
    LeftOut& m_leftOut;
};

}  // namespace

bool LeftOut::isEmpty() const
{
    return notes.empty() && frames.empty() && connectors.empty() && details.empty() && changes == 0;
}

void LeftOut::forget(quint64 element)
{
    details.erase(details.lower_bound({element, 0}), details.lower_bound({element + 1, 0}));
}

QString LeftOut::words() const
{
    QStringList parts;
    const auto say = [&parts](std::size_t count, const char* one, const char* several) {
        if (count > 0)
            parts << QStringLiteral("%1 %2").arg(count).arg(
                QString::fromLatin1(count == 1 ? one : several));
    };
    say(notes.size(), "note", "notes");
    say(frames.size(), "frame", "frames");
    say(connectors.size(), "connector", "connectors");
    say(details.size(), "detail", "details");
    say(static_cast<std::size_t>(changes), "change", "changes");
    return listed(parts);
}

void applyWhatFits(Board& board, Operations operations, LeftOut& leftOut)
{
    Fitting fitting(board, leftOut);
    for (Operation& operation : operations)
        std::visit(fitting, operation);
}

QString wordsOf(const std::vector<TextMistake>& mistakes)
{
    if (mistakes.empty())
        return {};
    QStringList lines;
    for (const TextMistake& mistake : mistakes) {
        if (lines.size() == kLinesNamed && mistakes.size() > kLinesNamed + 1) {
            lines << QStringLiteral("%1 more").arg(mistakes.size() - kLinesNamed);
            break;
        }
        lines << QString::number(mistake.line);
    }
    const TextMistake& first = mistakes.front();
    return mistakes.size() == 1
        ? QStringLiteral("Line %1 could not be read: %2.").arg(first.line).arg(first.message)
        : QStringLiteral("Lines %1 could not be read; line %2: %3.")
              .arg(listed(lines))
              .arg(first.line)
              .arg(first.message);
}

}  // namespace stormbench::storming
