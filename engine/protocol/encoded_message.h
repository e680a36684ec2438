// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <variant>
#include <vector>

#include "engine/base/bytes.h"

namespace stormbench::protocol {

/// The place of records that the encoder did not copy: exactly `size` bytes belong here (see
/// Records::external).
struct ExternalRecords {
    std::uint32_t handle = 0;
    std::size_t size = 0;
    friend bool operator==(const ExternalRecords&, const ExternalRecords&) = default;
};

/// An encoded frame or body, in order. Without external records it is a single Bytes.
struct EncodedMessage {
    using Segment = std::variant<Bytes, ExternalRecords>;

    std::vector<Segment> segments;
    std::size_t size = 0;  ///< of all segments, external ones included

    /// The bytes of a message without external records (asserted).
    [[nodiscard]] Bytes takeBytes() &&;
};

}  // namespace stormbench::protocol
