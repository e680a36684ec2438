// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/generate/naming.h"

#include <QtCore/QStringList>

namespace stormbench::storming {
namespace {

bool isAsciiAlphanumeric(QChar c)
{
    return (c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z') || (c >= u'0' && c <= u'9');
}

/// The runs of letters and digits; an apostrophe joins ("customer's" is one word), a capital after a lower-case letter divides.
QStringList words(const QString& text)
{
    QStringList result;
    QString word;
    const auto finish = [&] {
        if (!word.isEmpty())
            result += word;
        word.clear();
    };
    QChar previous;
    for (const QChar c : text.normalized(QString::NormalizationForm_KD)) {
        if (isAsciiAlphanumeric(c)) {
            if (c.isUpper() && previous.isLower())
                finish();
            word += c;
        } else if (c.category() != QChar::Mark_NonSpacing && c != u'\'' && c != u'\u2019') {
            finish();
        }
        previous = c;
    }
    finish();
    return result;
}

}  // namespace

QString slug(const QString& text) { return words(text).join(u'-').toLower(); }

QString pascalCase(const QString& text)
{
    QString result;
    for (const QString& word : words(text)) {
        const bool acronym = word.size() > 1 && word == word.toUpper();
        result += word.front().toUpper() + (acronym ? word.mid(1) : word.mid(1).toLower());
    }
    return result;
}

QString topicName(const QString& namingTemplate, const TopicNameParts& parts)
{
    QString name = namingTemplate;
    name.replace(QLatin1String("{domain}"), parts.domain);
    name.replace(QLatin1String("{context}"), parts.context);
    name.replace(QLatin1String("{stream}"), parts.stream);
    name.replace(QLatin1String("{major}"), QString::number(parts.major));
    return name.split(u'.', Qt::SkipEmptyParts).join(u'.');
}

QString topicNameProblem(const QString& name)
{
    if (name.isEmpty())
        return QStringLiteral("a topic needs a name");
    if (name == QLatin1String(".") || name == QLatin1String(".."))
        return QStringLiteral("a topic cannot be called '%1'").arg(name);
    if (name.size() > 249)
        return QStringLiteral("'%1…' has %2 characters, a topic's name at most 249").arg(name.left(40)).arg(name.size());
    for (const QChar c : name) {
        if (!isAsciiAlphanumeric(c) && c != u'.' && c != u'_' && c != u'-')
            return QStringLiteral("'%1' holds '%2'; a topic's name has only letters, digits, '.', '_' and '-'").arg(name, QString(c));
    }
    return {};
}

}  // namespace stormbench::storming
