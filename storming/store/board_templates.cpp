// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/store/board_templates.h"

#include "storming/store/board_file.h"

#include <array>

namespace stormbench::storming {

namespace {

using enum TemplateKind;

constexpr std::array kTemplates{
    BoardTemplate{"blank-big-picture", Blank, "Big picture",
        "A timeline for a whole room: what happens, in which order, and where it hurts."},
    BoardTemplate{"blank-process", Blank, "Process",
        "One process from end to end: who decides, what answers, what happens then."},
    BoardTemplate{"blank-design", Blank, "Software design",
        "Contexts, aggregates and fields, up to a model that generates and plays."},
    BoardTemplate{"order-fulfilment", Sample, "Order fulfilment",
        "A shop from the order to the parcel, in three contexts."},
    BoardTemplate{"subscription-billing", Sample, "Subscription billing",
        "Charges, reminders and suspensions around a bank that may say no."},
    BoardTemplate{"order-saga-choreographed", Sample, "Order saga, choreographed",
        "Four contexts carry an order through by reacting to each other's events; nobody leads."},
    BoardTemplate{"order-saga-orchestrated", Sample, "Order saga, orchestrated",
        "The same order, led by one saga that commands each step and takes it back on failure."},
    BoardTemplate{"theatre-tickets-cqrs", Sample, "CQRS with two views",
        "Seats are sold on one side and looked up on the other, in two views of the same events."},
    BoardTemplate{"bank-account-event-sourced", Sample, "Event-sourced account",
        "An account whose only state is its events; balance and statement are built from them."},
    BoardTemplate{"orders-outbox", Sample, "Outbox",
        "What is stored and what is said cannot differ: a relay publishes a table of the same "
        "transaction, and consumers skip doubles."},
    BoardTemplate{"mail-retry-ladder", Sample, "Retry ladder",
        "A mail that fails waits ever longer on each rung and ends among the dead letters."},
};

}  // namespace

std::span<const BoardTemplate> boardTemplates()
{
    return kTemplates;
}

const BoardTemplate* boardTemplate(QStringView id)
{
    for (const BoardTemplate& each : kTemplates)
        if (id == QLatin1StringView(each.id))
            return &each;
    return nullptr;
}

QString templatePath(const BoardTemplate& which)
{
    return QStringLiteral(":/boards/%1.storm.txt").arg(QLatin1StringView(which.id));
}

BoardResult<Board> boardFrom(const BoardTemplate& which)
{
    return readBoard(templatePath(which));
}

}  // namespace stormbench::storming
