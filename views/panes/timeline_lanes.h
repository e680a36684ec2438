// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "views/common/time_range.h"
#include "views/models/timeline.h"

namespace stormbench::views {

/// One lane for each broker: a bar that says how it fared, and a mark for each event on it; what is
/// about the whole cluster goes through all lanes. Marks that would cover each other are one with
/// its count. A click, or the arrow keys, selects. Runs on: the UI thread.
class TimelineLanes : public QWidget {
    Q_OBJECT

public:
    TimelineLanes(const Timeline& timeline, TimeRange& range, QWidget* parent = nullptr);

    void setRows(std::vector<TimelineRow> rows);  ///< by key, those that the filter lets pass
    void setStale(bool stale);
    void select(const QString& id);
    [[nodiscard]] const QString& selected() const { return m_selected; }

    struct Mark {
        QPointF center;
        TimelineKind kind{};
        QStringList ids;  ///< the rows that it stands for
        QString tip;
        bool wholeCluster = false;
        QRectF count;  ///< where the number of its rows stands; empty: there is no room
    };
    [[nodiscard]] const std::vector<Mark>& marks() const { return m_marks; }
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

signals:
    void rowSelected(const QString& id);

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    bool event(QEvent* event) override;

private:
    void layOutMarks();
    void layOutCounts();
    [[nodiscard]] const Mark* markAt(const QPointF& at) const;
    [[nodiscard]] QRectF laneRect(int lane) const;
    [[nodiscard]] double xOf(qint64 at) const;
    void paintLane(QPainter& painter, int lane, BrokerId id, const Timeline::Lane& of) const;
    void paintTimes(QPainter& painter) const;
    void paintMark(QPainter& painter, const Mark& mark) const;

    const Timeline& m_timeline;
    TimeRange& m_range;
    std::vector<TimelineRow> m_rows;
    std::vector<Mark> m_marks;
    QString m_selected;
    bool m_stale = false;
};

}  // namespace stormbench::views
