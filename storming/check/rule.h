// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storming/model/notation.h"

#include <span>
#include <string_view>

namespace stormbench::storming {

enum class Severity : quint8 { Off, Info, Hint, Warning, Error };

/// "error", "warning", "hint", "info", "off": for JSON and the terminal.
[[nodiscard]] const char* toKey(Severity severity);
/// Off for a word that is none of these.
[[nodiscard]] Severity severityFromKey(std::string_view key);

/// What the checker knows. Numbers are stable: boards and scripts may name them.
enum class RuleId : quint16 {
    EmptyName = 1,
    EventNotPastTense = 2,
    CommandNotImperative = 3,
    PolicyWithoutWhenever = 4,
    Alias = 5,
    TwoMeanings = 6,

    GrammarEdge = 20,
    EventWithoutProducer = 21,
    EventWithoutConsumer = 22,
    CommandWithoutHandler = 23,
    CommandWithTwoHandlers = 24,
    CommandWithoutIssuer = 25,
    PolicyWithoutTrigger = 26,
    PolicyWithoutEffect = 27,
    ReadModelWithoutSource = 28,
    AggregateWithoutCommand = 29,
    AggregateWithoutEvent = 30,
    ActorWithoutCommand = 31,
    ActorWithoutReadModel = 32,
    SystemUnconnected = 33,
    LoopWithoutGuard = 34,
    TimerWithoutEffect = 35,
    ScreenUnconnected = 36,
    SagaWithoutTrigger = 37,
    SagaWithoutEffect = 38,
    SagaWithoutEnd = 39,

    AggregateWithoutKey = 40,
    EventWithoutKey = 41,
    DuplicateField = 42,
    ViewFieldWithoutSource = 43,
    CommandWithoutKey = 44,
    EventFieldWithoutSource = 45,
    KeyNotDerivable = 46,

    SagaStepWithoutCompensation = 50,
    SagaStepWithoutCommand = 51,

    NoteOutsideContext = 60,
    IllegalTopicName = 61,
    UnnamedContext = 62,
    TopicNameCollision = 63,
    PrivateStreamCrossesContexts = 64,
    TwoContextsOneStream = 65,
    JoinKeysDiffer = 66,
    GroupLargerThanStream = 67,
    CompactionWithoutKey = 68,
    RetryBreaksOrder = 69,
    EventSourcedExpires = 70,
    ExactlyOnceOutside = 71,

    BlockingHotspot = 80,
};

/// What a finding of a rule hangs on, so that an edit makes only those be looked at again that it
/// may concern.
enum class RuleScope : quint8 {
    Note,
    Edge,     ///< two notes
    Element,  ///< a note with its aliases
    Loop,     ///< the notes of a circle
    Frame,
};

/// A rule, declared once: its severities, what it says, why, and what mends it.
struct Rule {
    RuleId id;
    const char* key;  ///< "event-not-past-tense": stable, for JSON and SARIF
    RuleScope scope;
    Severity bigPicture;
    Severity process;
    Severity design;
    const char* message;      ///< %1 … are the note's words
    const char* fix;          ///< what to do
    const char* action;       ///< what fixOf() does, "Publish the stream"; "" = nothing by itself
    const char* explanation;  ///< why it matters, for the problems pane
    const char* failing;      ///< the smallest board that breaks it, in words: see example_board.h
    const char* passing;      ///< the same, mended

    [[nodiscard]] Severity at(Level level) const;
};

[[nodiscard]] std::span<const Rule> rules();
[[nodiscard]] const Rule& ruleOf(RuleId id);

/// How grave the grammar takes an edge at a level: the matrix speaks for software design; below it
/// an error is a warning, and on the big picture all is a hint. Off where it has nothing to say.
[[nodiscard]] Severity grammarSeverity(NoteKind from, NoteKind to, Level level, Method method);

}  // namespace stormbench::storming
