// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storming/model/operation.h"

namespace stormbench::storming {

/// A round of dot votes: people take turns at the board, each with so many dots. A value; what is
/// on it comes onto the board when the round is closed.
class Ballot {
public:
    explicit Ballot(int votesEach = 3)
        : m_votesEach(votesEach)
    {
    }

    [[nodiscard]] int votesEach() const { return m_votesEach; }
    /// Dots that whose turn it is has left.
    [[nodiscard]] int left() const;
    [[nodiscard]] int person() const { return m_person; }
    /// False when there is none left to give, or none to take back.
    bool add(NoteId note);
    bool remove(NoteId note);
    void nextPerson();

    /// Of whose turn it is.
    [[nodiscard]] int mine(NoteId note) const;
    [[nodiscard]] const std::map<NoteId, int>& mine() const { return m_mine; }
    /// Of everybody.
    [[nodiscard]] const std::map<NoteId, int>& all() const { return m_all; }
    [[nodiscard]] int given() const;
    /// Adds the dots to those the notes have.
    [[nodiscard]] Operations closing(const Board& board) const;

private:
    int m_votesEach;
    int m_person = 1;
    std::map<NoteId, int> m_mine;
    std::map<NoteId, int> m_all;
};

struct VoteCount {
    NoteId note;
    qint64 votes = 0;
    int rank = 1;  ///< notes with as many votes share one
    friend bool operator==(const VoteCount&, const VoteCount&) = default;
};
/// Notes with votes, most first.
[[nodiscard]] std::vector<VoteCount> ranking(const Board& board);
/// Takes all dots off the board.
[[nodiscard]] Operations clearingVotes(const Board& board);

}  // namespace stormbench::storming
