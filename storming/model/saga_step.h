// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QString>

namespace stormbench::storming {

/// One step of a saga (an orchestrated process): the command it sends, and the one that takes it
/// back when a later step fails; compensations run in reverse order.
struct SagaStep {
    QString command;
    QString compensation;  ///< empty: the step cannot be, or need not be, taken back
    qint64 timeoutMs = 0;  ///< without a reply for so long the step has failed; 0 = waits for ever

    friend bool operator==(const SagaStep&, const SagaStep&) = default;
};

}  // namespace stormbench::storming
