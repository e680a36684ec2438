// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSyntaxHighlighter>

namespace stormbench::storming {

/// Colours the text form in the tokens of the theme: kinds as chips of their paper, so that the
/// text and the canvas look alike. Owned by its document; follows the theme when told so.
class TextPaneHighlighter : public QSyntaxHighlighter {
    Q_OBJECT
public:
    using QSyntaxHighlighter::QSyntaxHighlighter;

protected:
    void highlightBlock(const QString& line) override;
};

}  // namespace stormbench::storming
