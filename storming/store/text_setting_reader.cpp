// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/store/text_setting_reader.h"

#include "storming/model/operation.h"
#include "storming/store/text_note_reader.h"

namespace stormbench::storming {

namespace {

BoardResult<> takeKindStyle(TextDraft& draft, QString& part, TokenReader& words)
{
    const auto kind = noteKindFromKey(words.word().value_or(QString()));
    if (!kind)
        return textMistake("a kind reads: kind KIND \"NAME\" [color \"#RRGGBB\"]");
    part += QLatin1Char(' ') + QString::fromLatin1(notationOf(*kind).key);
    KindStyle style;
    if (const auto done = takeText(style.name, words); !done)
        return done;
    if (words.word("color"))
        if (const auto done = takeText(style.color, words); !done)
            return done;
    draft.settings.kinds.insert_or_assign(*kind, std::move(style));
    Board trial;
    const auto fits = apply(trial, ChangeSettings{draft.settings});
    return fits ? BoardResult<>() : tl::unexpected(fits.error());
}

}  // namespace

BoardResult<> takeSetting(TextDraft& draft, QString& part, TokenReader& words)
{
    BoardSettings& settings = draft.settings;
    const QString name = part;
    if (name == QLatin1StringView("level")) {
        const auto level = levelFromKey(words.word().value_or(QString()));
        settings.level = level.value_or(settings.level);
        return level ? BoardResult<>()
                     : textMistake(QStringLiteral("the level is one of: %1").arg(keysOf(levels())));
    }
    if (name == QLatin1StringView("method")) {
        const bool modeling = words.word("eventModeling");
        settings.method = modeling ? Method::EventModeling : Method::EventStorming;
        return modeling || words.word("eventStorming")
            ? BoardResult<>()
            : textMistake("the method is eventStorming or eventModeling");
    }
    if (name == QLatin1StringView("kind"))
        return takeKindStyle(draft, part, words);
    if (name == QLatin1StringView("next")) {
        const auto next = words.id();
        draft.next = next.value_or(draft.next);
        return next ? BoardResult<>() : textMistake("\"next\" needs a number");
    }
    QString* const text = name == QLatin1StringView("title") ? &settings.title
        : name == QLatin1StringView("domain")                ? &settings.domain
        : name == QLatin1StringView("naming")                ? &settings.namingTemplate
                                                             : nullptr;
    if (text)
        return takeText(*text, words);
    return textMistake(QStringLiteral("no line begins with \"%1\", but with flow, frame, "
                                      "connector, a setting or a kind: %2")
                           .arg(name, keysOf(notation())));
}

}  // namespace stormbench::storming
