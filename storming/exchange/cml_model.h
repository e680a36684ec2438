// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storming/exchange/import_plan.h"

namespace stormbench::storming {

/// The part of a Context Mapper model that a board can hold.
struct CmlItem {
    NoteKind kind = NoteKind::Event;  ///< event, command or aggregate
    QString name;
    QString aggregate;  ///< that declares it; empty: the application
    QString description;
    QString owner;
    QString keyField;
    std::vector<NoteField> fields;
};

/// One step of a flow: events trigger commands, or a command (by an aggregate) emits events.
struct CmlStep {
    std::vector<QString> events;
    std::vector<QString> commands;
    bool triggers = false;  ///< events → commands; otherwise commands → events
    QString aggregate;
    QString states;  ///< "DRAFT → SENT"
    QString actor;
    bool isChoice = false;  ///< exactly one of the events
};

struct CmlContext {
    QString name;
    QString vision;
    std::vector<CmlItem> items;
    std::vector<CmlStep> steps;
};

struct CmlModel {
    std::vector<CmlContext> contexts;
    std::vector<ImportProblem> problems;
};

/// Reads any text; what the board has no counterpart for is skipped with a note.
[[nodiscard]] CmlModel parseCml(const QString& text);

}  // namespace stormbench::storming
