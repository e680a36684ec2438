// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "resources/ui/tokens.h"

#include <QWidget>

class QLabel;
class QProgressBar;
class QPushButton;
class QStackedLayout;

namespace stormbench::ui {

/// Empty, loading and failed: the three faces each pane has besides its content. Owns the content
/// widget; shows content until told otherwise.
class StatePane : public QWidget {
    Q_OBJECT
public:
    explicit StatePane(QWidget* content, QWidget* parent = nullptr);

    void showContent();
    /// One sentence and one action; no button when `action` is empty.
    void showEmpty(const QString& icon, const QString& sentence, const QString& action = {});
    /// What is being done; emits cancelled().
    void showLoading(const QString& what, bool cancellable = true);
    /// What happened, to what and why, and what to do next.
    void showFailed(const QString& message, const QString& action = {});
    [[nodiscard]] bool isShowingContent() const;

signals:
    void actionTriggered();
    void cancelled();

protected:
    void changeEvent(QEvent* event) override;

private:
    void present(const QString& icon, Token color, const QString& text, const QString& action);
    void paintMark();

    QStackedLayout* m_stack;
    QWidget* m_content;
    QLabel* m_mark;
    QLabel* m_text;
    QProgressBar* m_progress;
    QPushButton* m_button;
    QString m_icon;
    Token m_markColor = Token::Muted;
    bool m_loading = false;
};

}  // namespace stormbench::ui
