// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QWidget>

#include <functional>

class QBoxLayout;
class QLabel;

namespace stormbench::app {

/// A line above the page that tells or offers something and never interrupts: a mark, a sentence,
/// what can be done about it, and a cross. Hidden when it has nothing to say.
class NoticeBanner : public QWidget {
    Q_OBJECT

public:
    enum class Kind { Info, Warning, Failure };
    /// Pressing one closes the banner and runs it.
    struct Choice {
        QString text;
        std::function<void()> run;
    };

    explicit NoticeBanner(QWidget* parent = nullptr);

    void say(Kind kind, const QString& text, const QList<Choice>& choices = {});
    void hush();
    [[nodiscard]] QString text() const;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void paintMark();

    Kind m_kind = Kind::Info;
    QLabel* m_mark;
    QLabel* m_text;
    QBoxLayout* m_choices;
};

}  // namespace stormbench::app
