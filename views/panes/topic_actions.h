// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include "views/models/cluster_rows.h"
#include "views/panes/job_dialog.h"
#include "views/panes/pane_context.h"

class QWidget;

namespace stormbench::views {

/// What can be done to topics: each a dialog that says what it will do and does it over the wire.
class TopicActions : public QObject {
    Q_OBJECT

public:
    TopicActions(const PaneContext& context, QWidget* owner);

    void create();
    void addPartitions(const TopicRow& topic);
    void remove(const TopicRow& topic);

    /// Empty: a legal name. Otherwise what is wrong with it.
    [[nodiscard]] static QString nameComplaint(const QString& name);

    // The dialogs that the above show; not shown yet.
    [[nodiscard]] JobDialog* makeCreateDialog();
    [[nodiscard]] JobDialog* makePartitionsDialog(const TopicRow& topic);
    [[nodiscard]] JobDialog* makeRemoveDialog(const TopicRow& topic);

signals:
    void created(const QString& name);

private:
    PaneContext m_context;
    QWidget* m_owner;
};

}  // namespace stormbench::views
