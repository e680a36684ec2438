// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/check/words.h"

#include <QtCore/QStringList>

#include <algorithm>
#include <array>
#include <utility>

namespace stormbench::storming {

namespace {

constexpr std::array<std::pair<const char*, const char*>, 39> kIrregular{{
    {"begin", "begun"},
    {"bring", "brought"},
    {"build", "built"},
    {"buy", "bought"},
    {"cancel", "cancelled"},
    {"catch", "caught"},
    {"choose", "chosen"},
    {"cut", "cut"},
    {"do", "done"},
    {"draw", "drawn"},
    {"find", "found"},
    {"forget", "forgotten"},
    {"freeze", "frozen"},
    {"fulfil", "fulfilled"},
    {"get", "got"},
    {"give", "given"},
    {"hold", "held"},
    {"keep", "kept"},
    {"leave", "left"},
    {"lend", "lent"},
    {"lose", "lost"},
    {"make", "made"},
    {"pay", "paid"},
    {"put", "put"},
    {"read", "read"},
    {"refer", "referred"},
    {"sell", "sold"},
    {"send", "sent"},
    {"set", "set"},
    {"shut", "shut"},
    {"speak", "spoken"},
    {"spend", "spent"},
    {"submit", "submitted"},
    {"take", "taken"},
    {"teach", "taught"},
    {"tell", "told"},
    {"transfer", "transferred"},
    {"withdraw", "withdrawn"},
    {"write", "written"},
}};

bool isVowel(QChar c)
{
    return QStringView(u"aeiou").contains(c);
}

// One syllable that ends consonant, vowel, consonant doubles its last letter: ship, shipped.
bool doublesLastLetter(const QString& verb)
{
    const qsizetype n = verb.size();
    const auto vowels = std::ranges::count_if(verb, isVowel);
    return n >= 3 && vowels == 1 && !isVowel(verb[n - 1]) && isVowel(verb[n - 2])
        && !isVowel(verb[n - 3]) && !QStringView(u"wxy").contains(verb[n - 1]);
}

QString participleOf(const QString& word)
{
    const QString verb = word.toLower();
    for (const auto& [base, past] : kIrregular)
        if (verb == QLatin1StringView(base))
            return QString::fromLatin1(past);
    if (verb.endsWith(QLatin1Char('e')))
        return verb + QLatin1Char('d');
    if (verb.size() > 1 && verb.endsWith(QLatin1Char('y')) && !isVowel(verb[verb.size() - 2]))
        return verb.chopped(1) + QStringLiteral("ied");
    if (doublesLastLetter(verb))
        return verb + verb.back() + QStringLiteral("ed");
    return verb + QStringLiteral("ed");
}

QString capitalized(const QString& text)
{
    return text.left(1).toUpper() + text.mid(1);
}

}  // namespace

QString asEvent(const QString& command)
{
    QStringList words = command.simplified().split(QLatin1Char(' '), Qt::SkipEmptyParts);
    if (words.isEmpty())
        return QStringLiteral("Something happened");
    const QString past = participleOf(words.takeFirst());
    return words.isEmpty() ? capitalized(past)
                           : capitalized(words.join(QLatin1Char(' '))) + QLatin1Char(' ') + past;
}

QString subjectOf(const QString& text)
{
    QStringList words = text.simplified().split(QLatin1Char(' '), Qt::SkipEmptyParts);
    if (words.size() > 1 && readsAsPast(words.back()))
        words.removeLast();
    else if (words.size() > 1 && !readsAsPast(text))
        words.removeFirst();
    return capitalized(words.join(QLatin1Char(' ')));
}

QString inSentence(const QString& text)
{
    const QString plain = text.simplified();
    const bool isAbbreviation = plain.size() > 1 && plain[1].isUpper();
    return isAbbreviation ? plain : plain.left(1).toLower() + plain.mid(1);
}

}  // namespace stormbench::storming
