// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/feed/cluster_feed.h"

namespace stormbench::feed {

ClusterFeed::ClusterFeed(QObject* parent)
    : QObject(parent)
    , m_mailbox(this, [this](Numbered numbered) {
        if (numbered.source != m_source)
            return;
        m_snapshot = std::move(numbered.snapshot);
        emit snapshotChanged(m_snapshot);
    })
{
}

ClusterFeed::~ClusterFeed() = default;

void ClusterFeed::setSource(std::unique_ptr<api::Observer> observer, api::Millis interval)
{
    if (m_observer)
        m_observer->stop();
    m_observer = std::move(observer);
    ++m_source;
    m_snapshot.reset();
    emit sourceChanged();
    emit snapshotChanged(m_snapshot);
    if (m_observer)
        m_observer->start(
            interval, [mailbox = m_mailbox, source = m_source](api::SnapshotPtr snapshot) {
                mailbox.post({source, std::move(snapshot)});
            });
}

}  // namespace stormbench::feed
