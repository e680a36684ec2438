// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/model/board_diff.h"

namespace stormbench::storming {

namespace {

// Exact, where Qt's operators have a tolerance: files keep every bit of a position.
bool isSame(const QRectF& a, const QRectF& b)
{
    return a.x() == b.x() && a.y() == b.y() && a.width() == b.width() && a.height() == b.height();
}

/// The order keeps every step legal: connectors go before the notes at their ends, whatever goes
/// frees its number before something else takes it, and connectors come when their ends are there.
class Differ {
public:
    Differ(const Board& before, const Board& after)
        : m_before(before)
        , m_after(after)
    {
    }

    Operations operations()
    {
        if (!(m_before.settings() == m_after.settings()))
            m_out.emplace_back(ChangeSettings{m_after.settings()});
        for (const auto& [id, connector] : m_before.connectors())
            if (!m_after.connector(id) || isReplaced(connector))
                m_out.emplace_back(RemoveConnector{id});
        for (const auto& [id, note] : m_before.notes())
            if (!m_after.note(id))
                m_out.emplace_back(RemoveNote{id});
        for (const auto& [id, frame] : m_before.frames())
            if (!m_after.frame(id))
                m_out.emplace_back(RemoveFrame{id});
        for (const auto& [id, frame] : m_after.frames())
            diffFrame(m_before.frame(id), frame);
        for (const auto& [id, note] : m_after.notes())
            diffNote(m_before.note(id), note);
        if (!m_moves.notes.empty() || !m_moves.frames.empty())
            m_out.emplace_back(std::move(m_moves));
        for (const auto& [id, connector] : m_after.connectors())
            diffConnector(m_before.connector(id), connector);
        return std::move(m_out);
    }

private:
    // An end goes away under the connector: it goes too, and comes back with its new ends.
    [[nodiscard]] bool isReplaced(const Connector& connector) const
    {
        return !m_after.note(connector.from) || !m_after.note(connector.to);
    }

    void diffFrame(const Frame* before, const Frame& after)
    {
        if (!before) {
            m_out.emplace_back(AddFrame{after});
            return;
        }
        Frame moved = *before;
        moved.rect = after.rect;
        if (!(moved == after) || before->rect.width() != after.rect.width()
            || before->rect.height() != after.rect.height())
            m_out.emplace_back(ChangeFrame{after});
        else if (!isSame(before->rect, after.rect))
            m_moves.frames.emplace(after.id, after.rect.topLeft());
    }

    void diffNote(const Note* before, const Note& after)
    {
        if (!before) {
            m_out.emplace_back(AddNote{after});
            return;
        }
        if (!(*before == after))
            for (const NotePropertyEntry& entry : noteProperties())
                diffProperty(entry.property, *before, after);
        diffRect(*before, after);
    }

    void diffProperty(NoteProperty property, const Note& before, const Note& after)
    {
        PropertyValue value = after.value(property);
        if (property != NoteProperty::Rect && !(before.value(property) == value))
            m_out.emplace_back(ChangeNote{after.id, property, std::move(value)});
    }

    void diffRect(const Note& before, const Note& after)
    {
        if (before.rect.width() != after.rect.width()
            || before.rect.height() != after.rect.height())
            m_out.emplace_back(ChangeNote{after.id, NoteProperty::Rect, after.rect});
        else if (!isSame(before.rect, after.rect))
            m_moves.notes.emplace(after.id, after.rect.topLeft());
    }

    void diffConnector(const Connector* before, const Connector& after)
    {
        if (!before || isReplaced(*before))
            m_out.emplace_back(AddConnector{after});
        else if (!(*before == after))
            m_out.emplace_back(ChangeConnector{after});
    }

    const Board& m_before;
    const Board& m_after;
    Operations m_out;
    MoveElements m_moves;
};

}  // namespace

Operations operationsBetween(const Board& before, const Board& after)
{
    return Differ(before, after).operations();
}

}  // namespace stormbench::storming
