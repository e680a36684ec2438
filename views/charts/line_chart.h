// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QChartView>
#include <QPointer>

#include <vector>

#include "views/charts/chart_line.h"
#include "views/charts/chart_scale.h"

class QLineSeries;
class QValueAxis;

namespace stormbench::views {

class TimeRange;

/// Lines over the shared time range on Qt Charts. Every update replaces whole, already thinned
/// lists (points are never appended); a run of data is a QLineSeries, so a gap is a gap. Grid, axis
/// labels, direct labels, marks and the cursor are painted here, because Qt Charts' own cannot keep
/// them legible at this size. Runs on: the UI thread.
class LineChart : public QChartView {
    Q_OBJECT

public:
    LineChart(const QString& title, ChartUnit unit, TimeRange& range, QWidget* parent = nullptr);

    void setLines(QList<ChartLine> lines, QList<ChartMark> marks);
    void setStale(bool stale);
    void setEstimated(bool estimated);  ///< "≈" before the unit
    /// What stands in the middle while there is no line.
    void setEmptyText(const QString& text);

    /// How many points a line is worth at the present width.
    [[nodiscard]] std::size_t pointsWanted() const;
    [[nodiscard]] const QList<ChartLine>& lines() const { return m_lines; }
    [[nodiscard]] int visibleSeries() const;
    /// What the tool tip says at a moment, one line each; empty where there is nothing.
    [[nodiscard]] QStringList readingsAt(qint64 at) const;

    [[nodiscard]] QSize minimumSizeHint() const override { return {260, 140}; }

protected:
    void drawBackground(QPainter* painter, const QRectF& rect) override;
    void drawForeground(QPainter* painter, const QRectF& rect) override;
    void resizeEvent(QResizeEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;

private:
    void applyTheme();
    void layOut();
    void showRange();
    void replaceSeries();
    [[nodiscard]] QColor colorOf(const ChartLine& line) const;
    [[nodiscard]] QPen penOf(const ChartLine& line) const;
    [[nodiscard]] double xOf(double time) const;
    [[nodiscard]] double yOf(double value) const;

    void paintGrid(QPainter& painter) const;
    void paintFill(QPainter& painter) const;
    void paintMarks(QPainter& painter) const;
    void paintLabels(QPainter& painter) const;
    void paintCursor(QPainter& painter) const;
    void paintReadings(QPainter& painter, qint64 at, double x) const;

    QString m_title;
    ChartUnit m_unit;
    QPointer<TimeRange> m_range;
    QString m_emptyText;
    QList<ChartLine> m_lines;
    QList<ChartMark> m_marks;
    ValueScale m_scale;
    QRectF m_plot;
    QValueAxis* m_timeAxis;
    QValueAxis* m_valueAxis;
    std::vector<QLineSeries*> m_series;  ///< reused; those without a run are hidden
    bool m_stale = false;
    bool m_estimated = false;
};

}  // namespace stormbench::views
