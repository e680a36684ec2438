// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storming/workshop/ballot.h"
#include "storming/workshop/countdown.h"

#include <QObject>
#include <QTimer>

#include <functional>
#include <optional>

namespace stormbench::storming {

class BoardController;
class BoardSelection;

/// What a facilitator has going on a board: the timer, a round of votes, a private writing phase,
/// the parking lot. Changes the board through the controller only, each act as one step of undo.
/// Owned by the window; runs on: the UI thread.
class Workshop : public QObject {
    Q_OBJECT
public:
    using Ms = Countdown::Ms;
    using Clock = std::function<Ms()>;

    /// `clock` only ever goes forward.
    Workshop(BoardController& controller, BoardSelection& selection, Clock clock = {},
        QObject* parent = nullptr);
    ~Workshop() override;

    [[nodiscard]] BoardController& controller() const { return m_controller; }
    [[nodiscard]] BoardSelection& selection() const { return m_selection; }
    /// Who writes and comments here.
    [[nodiscard]] QString author() const { return m_author; }
    void setAuthor(const QString& author) { m_author = author; }

    // The timer.
    void startTimer(Ms length);
    /// Pauses it, goes on, or starts it anew with the length it had last.
    void toggleTimer();
    void addMinute();
    void stopTimer();
    [[nodiscard]] const Countdown& countdown() const { return m_countdown; }
    [[nodiscard]] Ms left() const { return m_countdown.left(m_clock()); }
    [[nodiscard]] double leftShare() const { return m_countdown.share(m_clock()); }
    [[nodiscard]] bool isTimeUp() const { return m_countdown.isOver(m_clock()); }

    // Dot votes: they come onto the board when the round is closed.
    void startVoting(int votesEach);
    [[nodiscard]] const Ballot* ballot() const { return m_ballot ? &*m_ballot : nullptr; }
    bool vote(NoteId note, bool add);
    /// One dot on each selected note, or off it.
    void voteForSelection(bool add);
    void nextPerson();
    void closeVoting();
    void cancelVoting();
    void clearVotes();

    // Private writing: what is written meanwhile is hidden until it is revealed.
    void setWritingPrivately(bool on);
    [[nodiscard]] bool isWritingPrivately() const { return m_writing; }
    [[nodiscard]] int hiddenCount() const;
    /// Ends the phase too.
    void reveal();

    // The parking lot.
    void park();
    /// The selected notes, or all when none of them is parked.
    void takeBack();

signals:
    void timerChanged();
    void timeUp();
    void votingChanged();
    void writingChanged();
    /// What somebody should know now.
    void said(const QString& words);

private:
    void tick();

    BoardController& m_controller;
    BoardSelection& m_selection;
    Clock m_clock;
    QString m_author;
    Countdown m_countdown;
    Ms m_length = std::chrono::minutes(5);
    QTimer m_tick;
    std::optional<Ballot> m_ballot;
    bool m_writing = false;
};

}  // namespace stormbench::storming
