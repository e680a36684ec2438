// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/panels/text_pane_highlighter.h"

#include "resources/ui/theme.h"
#include "storming/model/notation.h"
#include "storming/scene/paper.h"
#include "storming/store/text_tokens.h"

namespace stormbench::storming {
namespace {

QTextCharFormat plain(ui::Token color)
{
    QTextCharFormat format;
    format.setForeground(ui::theme().color(color));
    return format;
}

bool isStructure(const QString& word)
{
    static const QStringList kWords{QStringLiteral("flow"), QStringLiteral("whenever"),
        QStringLiteral("frame"), QStringLiteral("connector"), QStringLiteral(">"),
        QStringLiteral("->"), QStringLiteral("storm")};
    return kWords.contains(word);
}

QTextCharFormat chipOf(NoteKind kind)
{
    QTextCharFormat format = plain(ui::Token::PaperText);
    format.setBackground(ui::theme().paper(paperOf(kind)));
    return format;
}

}  // namespace

void TextPaneHighlighter::highlightBlock(const QString& line)
{
    if (line.trimmed().startsWith(QLatin1Char('#'))) {
        setFormat(0, int(line.size()), plain(ui::Token::Muted));
        return;
    }
    int comment = -1;
    const auto tokens = tokensOf(line, &comment);
    if (!tokens)
        return;
    if (comment >= 0)
        setFormat(comment, int(line.size()) - comment, plain(ui::Token::Muted));
    bool mayBeKind = !line.isEmpty() && !line.front().isSpace();
    for (const TextToken& token : *tokens) {
        const int length = token.to - token.from;
        const auto kind = token.quoted || !mayBeKind ? std::nullopt : noteKindFromKey(token.text);
        mayBeKind = !token.quoted
            && (token.text == QLatin1StringView(">") || token.text == QLatin1StringView("whenever")
                || token.text.endsWith(QLatin1Char(':')));
        if (token.quoted)
            setFormat(token.from, length, plain(ui::Token::Text));
        else if (kind)
            setFormat(token.from, length, chipOf(*kind));
        else if (isStructure(token.text))
            setFormat(token.from, length, plain(ui::Token::Accent));
        else
            setFormat(token.from, length, plain(ui::Token::Muted));
    }
}

}  // namespace stormbench::storming
