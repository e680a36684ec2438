// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storming/model/notation.h"

#include <span>

namespace stormbench::storming {

enum class Severity : quint8 { Off, Info, Hint, Warning, Error };

/// "error", "warning", "hint", "info", "off": for JSON and the terminal.
[[nodiscard]] const char* toKey(Severity severity);

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

    AggregateWithoutKey = 40,
    EventWithoutKey = 41,
    DuplicateField = 42,
    ViewFieldWithoutSource = 43,
    CommandWithoutKey = 44,

    NoteOutsideContext = 60,
    IllegalTopicName = 61,
    UnnamedContext = 62,
    TopicNameCollision = 63,

    BlockingHotspot = 80,
};

/// A rule, declared once: its severities, what it says, and why.
struct Rule {
    RuleId id;
    const char* key;  ///< "event-not-past-tense": stable, for JSON and SARIF
    Severity bigPicture;
    Severity process;
    Severity design;
    const char* message;      ///< %1 … are the note's words
    const char* fix;          ///< what to do
    const char* explanation;  ///< why it matters, for the problems pane

    [[nodiscard]] Severity at(Level level) const;
};

[[nodiscard]] std::span<const Rule> rules();
[[nodiscard]] const Rule& ruleOf(RuleId id);

}  // namespace stormbench::storming
