// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/panels/workshop.h"

#include "resources/ui/format.h"
#include "storming/edit/board_controller.h"
#include "storming/model/private_notes.h"
#include "storming/panels/kind_look.h"
#include "storming/scene/selection.h"
#include "storming/workshop/parking.h"
#include "storming/workshop/private_writing.h"

#include <QElapsedTimer>

namespace stormbench::storming {
namespace {

constexpr int kTickMs = 200;  // so that no second is seen to last longer than another

Workshop::Clock steadyClock()
{
    QElapsedTimer since;
    since.start();
    return [since] { return Workshop::Ms(since.elapsed()); };
}

}  // namespace

Workshop::Workshop(
    BoardController& controller, BoardSelection& selection, Clock clock, QObject* parent)
    : QObject(parent)
    , m_controller(controller)
    , m_selection(selection)
    , m_clock(clock ? std::move(clock) : steadyClock())
{
    m_tick.setInterval(kTickMs);
    connect(&m_tick, &QTimer::timeout, this, &Workshop::tick);
    connect(&controller, &BoardController::reset, this, [this] {
        setWritingPrivately(false);
        cancelVoting();
        emit writingChanged();
    });
    connect(&controller, &BoardController::changed, this, [this](const ChangeSet& changes) {
        if (m_writing || !changes.removedNotes.empty() || !changes.changedNotes.empty())
            emit writingChanged();
    });
}

Workshop::~Workshop()
{
    m_controller.setNoteDress({});
}

void Workshop::startTimer(Ms length)
{
    m_length = length;
    m_countdown.start(length, m_clock());
    m_tick.start();
    emit timerChanged();
}

void Workshop::toggleTimer()
{
    if (!m_countdown.isSet() || isTimeUp())
        return startTimer(m_length);
    if (m_countdown.isRunning())
        m_countdown.pause(m_clock());
    else
        m_countdown.resume(m_clock());
    if (m_countdown.isRunning())
        m_tick.start();
    else
        m_tick.stop();
    emit timerChanged();
}

void Workshop::addMinute()
{
    if (!m_countdown.isSet())
        return startTimer(std::chrono::minutes(1));
    const bool wasUp = isTimeUp();
    m_countdown.add(std::chrono::minutes(1), m_clock());
    if (wasUp)
        m_countdown.resume(m_clock());
    if (m_countdown.isRunning())
        m_tick.start();
    emit timerChanged();
}

void Workshop::stopTimer()
{
    m_countdown.clear();
    m_tick.stop();
    emit timerChanged();
}

void Workshop::tick()
{
    emit timerChanged();
    if (!isTimeUp())
        return;
    m_tick.stop();
    emit timeUp();
    emit said(tr("Time is up"));
}

void Workshop::startVoting(int votesEach)
{
    m_ballot.emplace(votesEach);
    emit votingChanged();
}

bool Workshop::vote(NoteId note, bool add)
{
    if (!m_ballot || !m_controller.board().note(note))
        return false;
    const bool done = add ? m_ballot->add(note) : m_ballot->remove(note);
    if (!done)
        emit said(add ? tr("All %1 dots are given; take one back first").arg(m_ballot->votesEach())
                      : tr("There is none of your dots on this note"));
    emit votingChanged();
    return done;
}

void Workshop::voteForSelection(bool add)
{
    if (m_selection.current().notes.empty())
        emit said(tr("Select the notes to vote for"));
    for (const NoteId note : m_selection.current().notes)
        if (!vote(note, add))
            break;
}

void Workshop::nextPerson()
{
    if (!m_ballot)
        return;
    m_ballot->nextPerson();
    emit votingChanged();
}

void Workshop::closeVoting()
{
    if (!m_ballot)
        return;
    const Ballot ballot = *m_ballot;
    m_ballot.reset();
    m_controller.edit(tr("Close voting"), ballot.closing(m_controller.board()));
    emit votingChanged();
    emit said(tr("%1 are on the board").arg(ui::formatPlural(ballot.given(), tr("dot"))));
}

void Workshop::cancelVoting()
{
    m_ballot.reset();
    emit votingChanged();
}

void Workshop::clearVotes()
{
    m_controller.edit(tr("Clear votes"), clearingVotes(m_controller.board()));
}

void Workshop::setWritingPrivately(bool on)
{
    if (m_writing == on)
        return;
    m_writing = on;
    if (on)
        m_controller.setNoteDress([this](Note& note) {
            note.properties[NoteProperty::Hidden] = true;
            if (!m_author.isEmpty())
                note.properties[NoteProperty::Author] = m_author;
        });
    else
        m_controller.setNoteDress({});
    emit writingChanged();
}

int Workshop::hiddenCount() const
{
    return static_cast<int>(hiddenNotes(m_controller.board()).size());
}

void Workshop::reveal()
{
    setWritingPrivately(false);
    const std::set<NoteId> hidden = hiddenNotes(m_controller.board());
    if (hidden.empty())
        return;
    m_controller.edit(
        tr("Reveal %1").arg(ui::formatPlural(static_cast<qint64>(hidden.size()), tr("note"))),
        revealing(hidden));
    emit writingChanged();
}

void Workshop::park()
{
    Operations plan
        = parkingPlan(m_controller.board(), m_selection.current().notes, tr("Parking lot"));
    if (plan.empty()) {
        emit said(tr("Select the hotspots to park"));
        return;
    }
    m_controller.edit(tr("Park hotspots"), std::move(plan));
}

void Workshop::takeBack()
{
    const Board& board = m_controller.board();
    Operations plan = unparkingPlan(board, m_selection.current().notes);
    if (plan.empty())
        plan = unparkingPlan(board, parkedNotes(board));
    if (plan.empty()) {
        emit said(tr("Nothing is parked"));
        return;
    }
    m_controller.edit(tr("Take back from the parking lot"), std::move(plan));
}

}  // namespace stormbench::storming
