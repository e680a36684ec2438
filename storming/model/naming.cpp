// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/model/naming.h"

#include <algorithm>

namespace stormbench::storming {

namespace {

bool isAsciiAlphanumeric(QChar c)
{
    return c.unicode() < 0x80 && c.isLetterOrNumber();
}

// A capital starts a word behind a small letter or a digit ("orderPlaced"), and at the end of an
// abbreviation ("VATPaid").
bool startsWord(const QString& text, qsizetype at)
{
    if (at == 0 || !text[at].isUpper())
        return false;
    const QChar before = text[at - 1];
    const bool endsAbbreviation
        = before.isUpper() && at + 1 < text.size() && text[at + 1].isLower();
    return before.isLower() || before.isDigit() || endsAbbreviation;
}

}  // namespace

QString kebab(const QString& name)
{
    const QString plain = name.normalized(QString::NormalizationForm_KD);
    QString out;
    bool wordEnded = false;
    for (qsizetype at = 0; at < plain.size(); ++at) {
        const QChar c = plain[at];
        if (c.isMark() || c == QLatin1Char('\''))
            continue;
        if (!isAsciiAlphanumeric(c)) {
            wordEnded = true;
            continue;
        }
        if ((wordEnded || startsWord(plain, at)) && !out.isEmpty())
            out += QLatin1Char('-');
        wordEnded = false;
        out += c.toLower();
    }
    return out;
}

QString nameKey(const QString& name)
{
    QString key;
    for (const QChar c : name.toCaseFolded())
        if (c.isLetterOrNumber() || c.isMark() || c.isSurrogate())
            key += c;
    return key;
}

bool isLegalTopicName(const QString& name)
{
    constexpr int kLongest = 249;
    if (name.isEmpty() || name.size() > kLongest || name == QLatin1StringView(".")
        || name == QLatin1StringView(".."))
        return false;
    return std::ranges::all_of(name, [](QChar c) {
        return isAsciiAlphanumeric(c) || c == QLatin1Char('.') || c == QLatin1Char('_')
            || c == QLatin1Char('-');
    });
}

QString topicName(const QString& namingTemplate, const TopicNameParts& parts)
{
    QString name = namingTemplate;
    const auto put = [&](const char* word, const QString& value) {
        const QString hole = QLatin1Char('{') + QLatin1StringView(word) + QLatin1Char('}');
        if (value.isEmpty())
            name.replace(hole + QLatin1Char('.'), QString());
        name.replace(hole, value);
    };
    put("domain", kebab(parts.domain));
    put("context", kebab(parts.context));
    put("stream", kebab(parts.stream));
    put("major", QString::number(parts.major));
    return name;
}

}  // namespace stormbench::storming
