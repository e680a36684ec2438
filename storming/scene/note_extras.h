// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storming/model/note.h"

#include <QColor>
#include <QPixmap>

#include <memory>
#include <vector>

namespace stormbench::storming {

/// A row of a legend: what the board calls a kind, and its paper.
struct LegendRow {
    NoteKind kind = NoteKind::Event;
    QString name;
    QColor own;  ///< the board's own colour, or invalid

    friend bool operator==(const LegendRow&, const LegendRow&) = default;
};

/// What some notes carry beyond paper and text. Most carry nothing, and have none.
struct NoteExtras {
    struct Step {
        QString name;
        bool compensated = false;
        friend bool operator==(const Step&, const Step&) = default;
    };

    int votes = 0;
    int comments = 0;
    bool allResolved = false;
    bool locked = false;
    bool published = false;
    bool external = false;
    bool blocking = false;
    QString timer;  ///< "after 30 min"
    std::vector<Step> steps;
    QByteArray image;  ///< as the file has it

    /// For the image at about the size it is shown at; null if it cannot be read.
    [[nodiscard]] const QPixmap& picture(QSize pixels) const;

    friend bool operator==(const NoteExtras& a, const NoteExtras& b)
    {
        const auto all = [](const NoteExtras& x) {
            return std::tie(x.votes, x.comments, x.allResolved, x.locked, x.published, x.external,
                x.blocking, x.timer, x.steps, x.image);
        };
        return all(a) == all(b);
    }

private:
    mutable QPixmap m_picture;
    mutable QSize m_pictureFor;
};

/// Null for a note that carries nothing.
[[nodiscard]] std::unique_ptr<NoteExtras> extrasOf(const Note& note);

/// "within 30 min", "after 2 h", "every 1 d".
[[nodiscard]] QString timerWords(const Note& note);

/// What the signs say, for assistive technology: "pivotal, locked, 3 votes".
[[nodiscard]] QString signWords(const Note& note);

}  // namespace stormbench::storming
