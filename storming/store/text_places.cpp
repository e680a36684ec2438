// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/store/text_places.h"

#include "storming/model/notation.h"
#include "storming/store/text_form.h"
#include "storming/store/text_tokens.h"

namespace stormbench::storming {

std::vector<TextPlace> placesIn(QStringView line)
{
    const auto tokens = tokensOf(line);
    if (!tokens || tokens->empty())
        return {};
    const bool isIndented = line.front().isSpace();
    if (isIndented && tokens->front().text != QLatin1StringView("whenever"))
        return {};
    const auto beginsElement = [](const TextToken& token) {
        return !token.quoted
            && (noteKindFromKey(token.text) || token.text == QLatin1StringView("frame")
                || token.text == QLatin1StringView("connector"));
    };
    std::vector<TextPlace> places;
    for (size_t i = 0; i + 1 < tokens->size(); ++i) {
        const TextToken& number = (*tokens)[i + 1];
        bool isNumber = false;
        const quint64 id = number.quoted ? 0 : number.text.toULongLong(&isNumber);
        if (!isNumber || id == 0 || !beginsElement((*tokens)[i]))
            continue;
        const bool hasText = i + 2 < tokens->size()
            && ((*tokens)[i + 2].quoted || (*tokens)[i + 2].text == QLatin1StringView(kFoldedWord));
        places.push_back({id, (*tokens)[i].from, hasText ? (*tokens)[i + 2].to : number.to});
    }
    return places;
}

}  // namespace stormbench::storming
