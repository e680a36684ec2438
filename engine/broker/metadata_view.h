// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <vector>

#include "engine/broker/purgatory.h"
#include "engine/controller/metadata_delta.h"

namespace stormbench::broker {

/// The cluster's metadata as this broker serves it, and who waits for it to change.
/// Owned by the Broker. Runs on: its strand.
class MetadataView {
public:
    explicit MetadataView(Purgatory& purgatory);

    [[nodiscard]] const controller::MetadataImage& image() const { return *m_image; }
    [[nodiscard]] const controller::ImagePtr& imagePtr() const { return m_image; }

    /// The image from now on; those who wait are looked at.
    void publish(controller::ImagePtr image);

    using Condition = std::function<bool(const controller::MetadataImage&)>;
    /// Calls `done` once: inside this call if the condition holds already, when it does, or with
    /// false when the time is over.
    void await(Condition condition, std::chrono::microseconds timeLimit,
        std::function<void(bool held)> done);

    /// Pokes the operation whenever the image changes, as long as it lives.
    void watch(std::weak_ptr<DelayedOperation> operation)
    {
        m_watchers.push_back(std::move(operation));
    }

private:
    Purgatory& m_purgatory;
    controller::ImagePtr m_image;
    std::vector<std::weak_ptr<DelayedOperation>> m_watchers;
};

}  // namespace stormbench::broker
