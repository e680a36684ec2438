// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/generate/naming.h"

#include <QtCore/QStringList>

namespace stormbench::storming {

QString pascalCase(const QString& text)
{
    QString result;
    for (const QString& word : kebab(text).split(u'-', Qt::SkipEmptyParts))
        result += word.front().toUpper() + word.mid(1);
    return result;
}

QString topicNameProblem(const QString& name)
{
    if (isLegalTopicName(name))
        return {};
    if (name.size() > 249)
        return QStringLiteral("'%1…' has %2 characters, a topic's name at most 249")
            .arg(name.left(40))
            .arg(name.size());
    return QStringLiteral("'%1' is no name for a topic: it may hold only letters, digits, '.', '_' "
                          "and '-', and not be '.' or '..'")
        .arg(name);
}

}  // namespace stormbench::storming
