// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStatusBar>

#include "engine/api/observer.h"

class QLabel;
class QToolButton;

namespace stormbench::app {

/// "3 brokers up · 12 topics · 36 partitions · in 18.2 k rec/s · lag 0 · 127.0.0.1:19092 ⧉", and
/// messages that pass.
class StatusLine : public QStatusBar {
    Q_OBJECT

public:
    explicit StatusLine(QWidget* parent = nullptr);

    /// Null: no cluster.
    void setSnapshot(const api::SnapshotPtr& snapshot);
    void setBootstrap(const QString& bootstrap);
    void setZoom(double zoom);

private:
    QLabel* m_figures;
    QLabel* m_zoom;
    QToolButton* m_bootstrap;
};

}  // namespace stormbench::app
