// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "resources/ui/tokens.h"

class QLabel;

namespace stormbench::views {

/// One line above a pane's content that says what is wrong with it: an icon and a sentence on a
/// soft ground. Hidden when it has nothing to say.
class NoticeBar : public QWidget {
    Q_OBJECT

public:
    explicit NoticeBar(QWidget* parent = nullptr);

    enum class Kind { Warning, Failure };
    void say(Kind kind, const QString& text);
    void hush();
    [[nodiscard]] QString text() const;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void paintMark();

    QLabel* m_mark;
    QLabel* m_text;
    Kind m_kind = Kind::Warning;
};

}  // namespace stormbench::views
