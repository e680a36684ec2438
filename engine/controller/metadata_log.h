// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <vector>

#include "engine/controller/metadata_image.h"
#include "engine/controller/records.h"

namespace stormbench::controller {

/// The metadata log as the controller that leads it writes it. Runs on: the broker's strand.
class MetadataLog {
public:
    virtual ~MetadataLog() = default;

    /// All that counts.
    [[nodiscard]] virtual const ImagePtr& image() const = 0;

    /// `records` must not contradict the log: the Controller made them. `done` never comes inside
    /// the call, unless the disk fails in it; false when the leadership ended first: then they may
    /// count or not, and nothing that is appended later counts either. No records: `done` comes
    /// once all that was appended before counts.
    using Done = std::function<void(bool counts)>;
    virtual void append(const std::vector<Record>& records, Done done) = 0;
};

}  // namespace stormbench::controller
