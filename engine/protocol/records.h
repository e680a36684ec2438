// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>

#include "engine/base/bytes.h"

namespace stormbench::protocol {

/// The value of a `records` field: record batches, opaque to the protocol. Never owns its bytes.
/// Decoded: a view into the frame, valid as long as the frame's bytes are. To encode: null, a view
/// (copied into the message), or `external`: bytes that the caller splices in itself, so that file
/// ranges go out without a copy.
class Records {
public:
    Records() = default;  ///< null
    explicit Records(ByteView view)
        : m_kind(Kind::View)
        , m_view(view)
        , m_size(view.size())
    {
    }

    /// `handle` is the caller's own number for the bytes; it comes back in the encoded message's
    /// ExternalRecords.
    [[nodiscard]] static Records external(std::uint32_t handle, std::size_t size)
    {
        Records records;
        records.m_kind = Kind::External;
        records.m_handle = handle;
        records.m_size = size;
        return records;
    }
    [[nodiscard]] static Records empty() { return Records(ByteView{}); }

    [[nodiscard]] bool isNull() const { return m_kind == Kind::Null; }
    [[nodiscard]] bool isExternal() const { return m_kind == Kind::External; }
    [[nodiscard]] std::size_t size() const { return m_size; }
    [[nodiscard]] ByteView view() const { return m_view; }  ///< empty if null or external
    [[nodiscard]] std::uint32_t handle() const { return m_handle; }

    friend bool operator==(const Records& a, const Records& b)
    {
        return a.m_kind == b.m_kind && a.m_handle == b.m_handle && a.m_size == b.m_size
            && std::equal(a.m_view.begin(), a.m_view.end(), b.m_view.begin(), b.m_view.end());
    }

private:
    enum class Kind : std::uint8_t { Null, View, External };

    Kind m_kind = Kind::Null;
    std::uint32_t m_handle = 0;
    ByteView m_view;
    std::size_t m_size = 0;
};

}  // namespace stormbench::protocol
