// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/workshop/ballot.h"

#include <algorithm>
#include <numeric>

namespace stormbench::storming {
namespace {

int sum(const std::map<NoteId, int>& votes)
{
    return std::accumulate(votes.begin(), votes.end(), 0,
        [](int total, const auto& entry) { return total + entry.second; });
}

void takeOne(std::map<NoteId, int>& votes, NoteId note)
{
    if (--votes[note] == 0)
        votes.erase(note);
}

}  // namespace

int Ballot::left() const
{
    return m_votesEach - sum(m_mine);
}

int Ballot::given() const
{
    return sum(m_all);
}

int Ballot::mine(NoteId note) const
{
    const auto found = m_mine.find(note);
    return found == m_mine.end() ? 0 : found->second;
}

bool Ballot::add(NoteId note)
{
    if (left() <= 0)
        return false;
    ++m_mine[note];
    ++m_all[note];
    return true;
}

bool Ballot::remove(NoteId note)
{
    if (mine(note) == 0)
        return false;
    takeOne(m_mine, note);
    takeOne(m_all, note);
    return true;
}

void Ballot::nextPerson()
{
    m_mine.clear();
    ++m_person;
}

Operations Ballot::closing(const Board& board) const
{
    Operations operations;
    for (const auto& [id, votes] : m_all)
        if (const Note* note = board.note(id))
            operations.emplace_back(ChangeNote{
                id, NoteProperty::Votes, note->integer(NoteProperty::Votes) + qint64(votes)});
    return operations;
}

std::vector<VoteCount> ranking(const Board& board)
{
    std::vector<VoteCount> counts;
    for (const auto& [id, note] : board.notes()) {
        const bool any = note.isSet(NoteProperty::Votes);
        if (const qint64 votes = any ? note.integer(NoteProperty::Votes) : 0; votes > 0)
            counts.push_back({id, votes, 1});
    }
    std::ranges::stable_sort(counts, std::greater{}, &VoteCount::votes);
    for (size_t i = 1; i < counts.size(); ++i)
        counts[i].rank
            = counts[i].votes == counts[i - 1].votes ? counts[i - 1].rank : static_cast<int>(i) + 1;
    return counts;
}

Operations clearingVotes(const Board& board)
{
    Operations operations;
    for (const VoteCount& count : ranking(board))
        operations.emplace_back(ChangeNote{count.note, NoteProperty::Votes, {}});
    return operations;
}

}  // namespace stormbench::storming
