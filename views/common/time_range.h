// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include <chrono>
#include <optional>

namespace stormbench::views {

/// The stretch of time and the cursor that all charts share: the newest minutes, or the same
/// minutes held still. Times are milliseconds since the epoch. Runs on: the UI thread.
class TimeRange : public QObject {
    Q_OBJECT

public:
    explicit TimeRange(QObject* parent = nullptr)
        : QObject(parent)
    {
    }

    void setSpan(std::chrono::minutes span);
    [[nodiscard]] std::chrono::minutes span() const { return m_span; }

    void setPaused(bool paused);
    [[nodiscard]] bool isPaused() const { return m_pausedAt.has_value(); }

    /// The newest sample's time; moves the range unless it is paused.
    void setNow(qint64 now);
    [[nodiscard]] qint64 from() const { return to() - std::chrono::milliseconds(m_span).count(); }
    [[nodiscard]] qint64 to() const { return m_pausedAt.value_or(m_now); }

    /// Where the pointer is, in any of the charts.
    void setCursor(std::optional<qint64> at);
    [[nodiscard]] std::optional<qint64> cursor() const { return m_cursor; }

signals:
    void changed();
    void cursorChanged();

private:
    std::chrono::minutes m_span{5};
    qint64 m_now = 0;
    std::optional<qint64> m_pausedAt;
    std::optional<qint64> m_cursor;
};

}  // namespace stormbench::views
