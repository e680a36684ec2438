// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/check/words.h"

#include "storming/model/naming.h"

#include <QtCore/QStringList>

#include <algorithm>
#include <string_view>

namespace stormbench::storming {

namespace {

using Words = std::string_view;

// Each list is one text of words between blanks.
bool isIn(const QString& word, Words list)
{
    const std::string padded = ' ' + word.toStdString() + ' ';
    return list.find(padded) != Words::npos;
}

// Past tenses and participles that do not end in -ed.
constexpr Words kIrregularPast
    = " arisen arose awoken ate became become been began begun bent bet bid bitten bled blown born "
      "bought bound bred broke broken "
      "brought built burnt burst came cast caught chosen chose clung cost crept cut dealt did done "
      "drawn dreamt drew driven drove "
      "drunk dug eaten fallen fed fell felt fled flew flown forbidden forecast forgave forgiven "
      "forgot forgotten fought found froze "
      "frozen gave given gone got gotten grew ground grown had has heard held hidden hid hit hung "
      "hurt kept knelt knew known laid lain "
      "led leapt learnt left lent let lit lost made meant met mistaken outbid outgrown overdrawn "
      "overridden overrun overtaken paid "
      "proven put quit ran rang read rebuilt redone remade repaid resent reset resold retaken "
      "rewritten ridden risen rose rung said "
      "sang sat saw seen sent set sewn shaken shed shone shot shown shrunk shut slept slid sold "
      "sought spent spilt spoken spoke spread "
      "sprung split spun stolen stole stood struck stuck sung sunk swept sworn swum swung taken "
      "taught thought threw thrown told took "
      "torn undergone understood undertaken undid undone unwound upheld upset was went were wept "
      "withdrawn withdrew withheld woken won "
      "wore worn wound woven written wrote ";

// The same word is also a base form, so that it may begin a command: "Set price", "Put on hold",
// "Read meter".
constexpr Words kPastThatIsAlsoBase
    = " become bet bid bound burst cast cost cut found forecast ground hit hurt let overrun put "
      "quit read reset saw set shed shut spread "
      "split upset wound ";

constexpr Words kNotPast = " bed bleed breed embed exceed feed hundred indeed kindred need proceed "
                           "red seed shed shred sled speed succeed weed wed ";

constexpr Words kNotGerund
    = " bring cling fling king ping ring sing sling spring sting string swing thing wing wring ";

// Verbs whose base ends like a noun.
constexpr Words kVerbLikeNoun
    = " advance auction audition balance caution comment commission complement compliment "
      "condition document enhance experiment finance "
      "function implement influence instance mention motion position provision question reference "
      "ration sanction sequence station "
      "supplement transition version vision ";

constexpr Words kVerbWithS = " access address assess bias bless bypass canvas compress confess "
                             "cross discuss dismiss dress express focus guess impress miss "
                             "pass possess press process progress reprocess reassess suppress "
                             "surpass toss trespass witness ";

constexpr Words kNotVerb = " a an the this that these those my our your their his her its new old "
                           "no not each every some any all in on at of for from to by "
                           "with without is are was were be been and or ";

constexpr Words kOccasion
    = " whenever when if every each once after before until unless always on as daily hourly ";

QStringList wordsOf(const QString& text)
{
    return kebab(text).split(QLatin1Char('-'), Qt::SkipEmptyParts);
}

bool isEnglish(const QString& text)
{
    return std::ranges::none_of(text, [](QChar c) { return c.unicode() >= 0x80 && c.isLetter(); });
}

bool isRegularPast(const QString& word)
{
    return word.size() > 3 && word.endsWith(QLatin1StringView("ed")) && !isIn(word, kNotPast);
}

bool endsLikeNoun(const QString& word)
{
    if (isIn(word, kVerbLikeNoun))
        return false;
    constexpr const char* kEndings[]
        = {"tion", "sion", "ment", "ness", "ity", "ance", "ence", "ship"};
    return word.size() > 5 && std::ranges::any_of(kEndings, [&](const char* ending) {
        return word.endsWith(QLatin1StringView(ending));
    });
}

bool isThirdPerson(const QString& word)
{
    return word.size() > 3 && word.endsWith(QLatin1Char('s'))
        && !word.endsWith(QLatin1StringView("ss")) && !word.endsWith(QLatin1StringView("us"))
        && !isIn(word, kVerbWithS);
}

}  // namespace

bool readsAsPast(const QString& text)
{
    return !isEnglish(text) || std::ranges::any_of(wordsOf(text), [](const QString& word) {
        return isRegularPast(word) || isIn(word, kIrregularPast);
    });
}

bool readsAsImperative(const QString& text)
{
    const QStringList words = wordsOf(text);
    if (!isEnglish(text) || words.isEmpty())
        return true;
    const QString& first = words.front();
    const auto isOnlyPast = [](const QString& word) {
        return isRegularPast(word)
            || (isIn(word, kIrregularPast) && !isIn(word, kPastThatIsAlsoBase));
    };
    const bool isGerund
        = first.endsWith(QLatin1StringView("ing")) && first.size() > 4 && !isIn(first, kNotGerund);
    // A participle as the second word, as in "Order placed", is an event in a command's clothes.
    const bool endsPast = words.size() == 2 && isOnlyPast(words.back());
    return !isOnlyPast(first) && !isGerund && !endsPast && !endsLikeNoun(first)
        && !isThirdPerson(first) && !isIn(first, kNotVerb);
}

bool namesOccasion(const QString& text)
{
    return !isEnglish(text) || std::ranges::any_of(wordsOf(text), [](const QString& word) {
        return isIn(word, kOccasion);
    });
}

}  // namespace stormbench::storming
