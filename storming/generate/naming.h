// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QString>

#include <string>

namespace stormbench::storming {

/// "Order Fulfilment (EU)" → "order-fulfilment-eu": lower kebab-case of ASCII letters and digits, diacritics dropped.
/// Empty when nothing is left.
[[nodiscard]] QString slug(const QString& text);

/// "Order placed" → "OrderPlaced". Empty when nothing is left.
[[nodiscard]] QString pascalCase(const QString& text);

struct TopicNameParts {
    QString domain;
    QString context;
    QString stream;
    int major = 1;
};

/// Fills {domain}, {context}, {stream} and {major}; an empty part takes its separating dot with it.
[[nodiscard]] QString topicName(const QString& namingTemplate, const TopicNameParts& parts);

/// Why Kafka would refuse a topic of that name, or nothing: [a-zA-Z0-9._-], 1 to 249 characters, not "." or "..".
[[nodiscard]] QString topicNameProblem(const QString& name);

}  // namespace stormbench::storming
