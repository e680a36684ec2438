// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storming/tools/canvas_keys.h"

#include <QFrame>

class QAction;

namespace stormbench::storming {

class BoardView;

/// One line of the sheet of keys.
struct KeyHelp {
    QString keys;
    QString what;
    friend bool operator==(const KeyHelp&, const KeyHelp&) = default;
};

/// The keys that do something in that state: those of canvas_keys.h, then the actions that are
/// enabled, in their order.
[[nodiscard]] QList<KeyHelp> keysFor(CanvasState state, const QList<QAction*>& actions);

/// Context help: a sheet over the canvas with the keys for what is selected or being typed. Any key
/// or click closes it. Child of the view; runs on: the UI thread.
class KeySheet final : public QFrame {
    Q_OBJECT
public:
    explicit KeySheet(BoardView& view);
    void show(const QString& title, const QList<KeyHelp>& keys);
    [[nodiscard]] const QList<KeyHelp>& keys() const { return m_keys; }

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    [[nodiscard]] int columns() const;

    BoardView& m_view;
    QString m_title;
    QList<KeyHelp> m_keys;
};

}  // namespace stormbench::storming
