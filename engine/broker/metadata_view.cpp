// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/broker/metadata_view.h"

namespace stormbench::broker {

namespace {

class AwaitMetadata final : public DelayedOperation {
public:
    AwaitMetadata(
        const MetadataView& view, MetadataView::Condition condition, std::function<void(bool)> done)
        : m_view(view)
        , m_condition(std::move(condition))
        , m_done(std::move(done))
    {
    }
    bool tryComplete() override
    {
        if (!m_condition(m_view.image()))
            return false;
        m_done(true);
        return true;
    }
    void expire() override { m_done(m_condition(m_view.image())); }

private:
    const MetadataView& m_view;
    MetadataView::Condition m_condition;
    std::function<void(bool)> m_done;
};

}  // namespace

MetadataView::MetadataView(Purgatory& purgatory)
    : m_purgatory(purgatory)
    , m_image(std::make_shared<const controller::MetadataImage>())
{
}

void MetadataView::publish(controller::ImagePtr image)
{
    m_image = std::move(image);
    std::vector<std::weak_ptr<DelayedOperation>> watchers;
    watchers.swap(m_watchers);
    for (auto& watcher : watchers) {
        if (const auto operation = watcher.lock()) {
            m_purgatory.poke(*operation);
            m_watchers.push_back(std::move(watcher));
        }
    }
}

void MetadataView::await(
    Condition condition, std::chrono::microseconds timeLimit, std::function<void(bool)> done)
{
    if (condition(*m_image))
        return done(true);
    const auto operation
        = std::make_shared<AwaitMetadata>(*this, std::move(condition), std::move(done));
    m_purgatory.add(operation, timeLimit);
    watch(operation);
}

}  // namespace stormbench::broker
