// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include "engine/api/observer.h"
#include "views/feed/mailbox.h"

namespace stormbench::feed {

/// The newest snapshot of one cluster, on the UI thread. Views connect to it and never see the
/// observer. Runs on: the UI thread. Without a source it holds no snapshot.
class ClusterFeed : public QObject {
    Q_OBJECT

public:
    explicit ClusterFeed(QObject* parent = nullptr);
    ~ClusterFeed() override;

    /// Goes over to another cluster (or none); what came from the old one is dropped.
    void setSource(
        std::unique_ptr<api::Observer> observer, api::Millis interval = api::Millis(250));

    [[nodiscard]] const api::SnapshotPtr& snapshot() const { return m_snapshot; }
    [[nodiscard]] bool hasSource() const { return m_observer != nullptr; }

signals:
    /// At most once a turn of the event loop. Null after the source has gone.
    void snapshotChanged(const stormbench::api::SnapshotPtr& snapshot);
    void sourceChanged();

private:
    struct Numbered {
        quint64 source = 0;
        api::SnapshotPtr snapshot;
    };

    std::unique_ptr<api::Observer> m_observer;
    quint64 m_source = 0;  ///< tells late snapshots of an old source from those of the present one
    api::SnapshotPtr m_snapshot;
    Mailbox<Numbered> m_mailbox;
};

}  // namespace stormbench::feed

Q_DECLARE_METATYPE(stormbench::api::SnapshotPtr)
