// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QString>

namespace stormbench::storming {

/// A name in lower kebab-case: words at blanks, signs and capitals ("OrderPlaced", "Order placed" →
/// "order-placed"). Letters beyond ASCII lose their accents or, without a Latin base, fall out; the
/// result may be empty.
[[nodiscard]] QString kebab(const QString& name);

/// What two spellings of one name have in common: its words in lower case without what separates
/// them.
[[nodiscard]] QString nameKey(const QString& name);

/// Kafka's rule: 1 to 249 of [a-zA-Z0-9._-], and neither "." nor "..".
[[nodiscard]] bool isLegalTopicName(const QString& name);

/// The words that a naming template may use in braces.
struct TopicNameParts {
    QString domain;
    QString context;
    QString stream;
    int major = 1;
};
/// Puts the parts (as kebab) into a template like "{domain}.{context}.{stream}.v{major}"; an empty
/// part goes with the dot that follows it.
[[nodiscard]] QString topicName(const QString& namingTemplate, const TopicNameParts& parts);

}  // namespace stormbench::storming
