// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storming/model/naming.h"

namespace stormbench::storming {

/// "Order placed" → "OrderPlaced": the words of kebab(), each with a capital. Empty when nothing is
/// left.
[[nodiscard]] QString pascalCase(const QString& text);

/// Why Kafka would refuse a topic of that name, as a sentence; empty if it would not (see
/// isLegalTopicName()).
[[nodiscard]] QString topicNameProblem(const QString& name);

}  // namespace stormbench::storming
