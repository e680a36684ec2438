// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/exchange/kind_words.h"

#include <algorithm>
#include <array>
#include <limits>

namespace stormbench::storming {
namespace {

using enum NoteKind;

struct Color {
    const char* name;  ///< in lower case, without signs
    quint32 rgb;
    NoteKind kind;
};

// The sixteen of Miro's notes with their tones, and what else people call these colours.
constexpr std::array kColors{
    Color{"gray", 0xF5F6F8, Definition},
    Color{"lightyellow", 0xFFF9B1, Actor},
    Color{"yellow", 0xF5D128, Aggregate},
    Color{"orange", 0xFF9D48, Event},
    Color{"lightgreen", 0xD5F692, ReadModel},
    Color{"green", 0xC9DF56, ReadModel},
    Color{"darkgreen", 0x93D275, Opportunity},
    Color{"cyan", 0x67C6C0, ReadModel},
    Color{"lightpink", 0xFFCEE0, System},
    Color{"pink", 0xEA94BB, System},
    Color{"violet", 0xBE88C7, Policy},
    Color{"red", 0xF16C7F, Hotspot},
    Color{"lightblue", 0xA6CCF5, Command},
    Color{"blue", 0x6CD8FA, Command},
    Color{"darkblue", 0x9EA9FF, Command},
    Color{"black", 0x000000, Definition},
    Color{"white", 0xFFFFFF, Definition},
    Color{"grey", 0xC0C0C0, Definition},
    Color{"purple", 0xA020F0, Policy},
    Color{"lilac", 0xC8A2C8, Policy},
};

struct Paper {
    NoteKind kind;
    const char* color;
};
constexpr std::array kPapers{
    Paper{Event, "#FFB04C"},
    Paper{Command, "#7DB8F7"},
    Paper{Policy, "#C8A2DC"},
    Paper{Aggregate, "#FFE27A"},
    Paper{System, "#F5A3C7"},
    Paper{ReadModel, "#9ED99C"},
    Paper{Actor, "#FFF0A8"},
    Paper{Hotspot, "#FF7A8A"},
    Paper{Opportunity, "#B5E48C"},
    Paper{Timer, "#D5DBE3"},
    Paper{Saga, "#B08FD8"},
};

struct Synonym {
    const char* word;
    NoteKind kind;
};
constexpr std::array kSynonyms{
    Synonym{"domainevent", Event},
    Synonym{"fact", Event},
    Synonym{"action", Command},
    Synonym{"commandevent", Command},
    Synonym{"intent", Command},
    Synonym{"rule", Policy},
    Synonym{"reaction", Policy},
    Synonym{"automation", Policy},
    Synonym{"processor", Policy},
    Synonym{"constraint", Aggregate},
    Synonym{"entity", Aggregate},
    Synonym{"external", System},
    Synonym{"externalsystem", System},
    Synonym{"view", ReadModel},
    Synonym{"information", ReadModel},
    Synonym{"projection", ReadModel},
    Synonym{"query", ReadModel},
    Synonym{"user", Actor},
    Synonym{"person", Actor},
    Synonym{"role", Actor},
    Synonym{"agent", Actor},
    Synonym{"persona", Actor},
    Synonym{"question", Hotspot},
    Synonym{"issue", Hotspot},
    Synonym{"risk", Hotspot},
    Synonym{"problem", Hotspot},
    Synonym{"conflict", Hotspot},
    Synonym{"idea", Opportunity},
    Synonym{"time", Timer},
    Synonym{"process", Saga},
    Synonym{"processmanager", Saga},
    Synonym{"note", Definition},
    Synonym{"text", Definition},
    Synonym{"shape", Definition},
    Synonym{"comment", Definition},
    Synonym{"term", Definition},
    Synonym{"ui", Screen},
    Synonym{"page", Screen},
    Synonym{"wireframe", Screen},
    Synonym{"gwt", Example},
    Synonym{"scenario", Example},
};

int distance(quint32 a, quint32 b)
{
    const auto part = [](quint32 rgb, int shift) { return static_cast<int>(rgb >> shift & 0xFF); };
    const int red = part(a, 16) - part(b, 16);
    const int green = part(a, 8) - part(b, 8);
    const int blue = part(a, 0) - part(b, 0);
    return 2 * red * red + 4 * green * green + 3 * blue * blue;
}

std::optional<quint32> rgbOf(const QString& word)
{
    QString digits = word.trimmed();
    if (!digits.startsWith(u'#'))
        return std::nullopt;
    digits.remove(0, 1);
    if (digits.size() == 3)
        digits = QString(2, digits[0]) + QString(2, digits[1]) + QString(2, digits[2]);
    bool ok = false;
    const quint32 rgb = digits.toUInt(&ok, 16);
    return ok && digits.size() == 6 ? std::optional(rgb) : std::nullopt;
}

NoteKind kindNear(quint32 rgb)
{
    int best = std::numeric_limits<int>::max();
    NoteKind kind = Definition;
    const auto offer = [&](quint32 candidate, NoteKind itsKind) {
        if (const int far = distance(rgb, candidate); far < best) {
            best = far;
            kind = itsKind;
        }
    };
    for (const Paper& paper : kPapers)
        offer(*rgbOf(QString::fromLatin1(paper.color)), paper.kind);
    for (const Color& color : kColors)
        offer(color.rgb, color.kind);
    return kind;
}

}  // namespace

const char* usualColor(NoteKind kind)
{
    const auto* found = std::ranges::find(kPapers, kind, &Paper::kind);
    return found == kPapers.end() ? "#FFFFFF" : found->color;
}

QString toneOf(const QString& word)
{
    std::optional<quint32> rgb = rgbOf(word);
    const QString key = wordKey(word);
    for (const Color& color : kColors)
        if (key == QLatin1StringView(color.name))
            rgb = color.rgb;
    return rgb ? QStringLiteral("#%1").arg(*rgb, 6, 16, QLatin1Char('0')) : QString();
}

QString wordKey(const QString& word)
{
    QString key;
    for (const QChar c : word.toLower())
        if (c.isLetterOrNumber() || c == u'#')
            key += c;
    return key;
}

std::optional<NoteKind> guessKind(const QString& word)
{
    if (const auto rgb = rgbOf(word))
        return kindNear(*rgb);
    QString key = wordKey(word);
    if (key.isEmpty())
        return std::nullopt;
    for (int round = 0; round < 2; ++round) {
        for (const NotationEntry& entry : notation())
            if (key == wordKey(QString::fromUtf8(entry.key))
                || key == wordKey(QString::fromUtf8(entry.name)))
                return entry.kind;
        for (const Synonym& synonym : kSynonyms)
            if (key == QLatin1StringView(synonym.word))
                return synonym.kind;
        for (const Color& color : kColors)
            if (key == QLatin1StringView(color.name))
                return color.kind;
        if (!key.endsWith(u's'))
            break;
        key.chop(1);  // "events"
    }
    return std::nullopt;
}

KindUse KindTable::resolve(const QString& word, NoteKind fallback)
{
    const QString key = wordKey(word);
    const auto [found, isNew] = m_uses.try_emplace(key);
    KindUse& use = found->second;
    if (isNew) {
        use.word = word.simplified();
        if (const auto own = m_own.find(key); own != m_own.end()) {
            use.kind = own->second;
        } else {
            const auto guess = guessKind(word);
            use.kind = guess.value_or(fallback);
            use.known = guess || key.isEmpty();
        }
    }
    ++use.notes;
    return use;
}

std::vector<KindUse> KindTable::uses() const
{
    std::vector<KindUse> uses;
    for (const auto& [key, use] : m_uses)
        uses.push_back(use);
    return uses;
}

}  // namespace stormbench::storming
