// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QHashFunctions>
#include <QtCore/QMetaType>

#include <compare>
#include <functional>

namespace stormbench::storming {

/// The number of a board element. Unique within its board and never given to another element, not
/// even after a removal, so that files, recordings and selections can refer to it for ever. 0 is
/// "none".
template <typename Tag> class ElementId {
public:
    constexpr ElementId() = default;
    constexpr explicit ElementId(quint64 value)
        : m_value(value)
    {
    }

    [[nodiscard]] constexpr quint64 value() const { return m_value; }
    [[nodiscard]] constexpr bool isValid() const { return m_value != 0; }
    friend constexpr auto operator<=>(ElementId, ElementId) = default;
    friend size_t qHash(ElementId id, size_t seed = 0) noexcept
    {
        return ::qHash(id.m_value, seed);
    }

private:
    quint64 m_value = 0;
};

using NoteId = ElementId<struct NoteIdTag>;
using FrameId = ElementId<struct FrameIdTag>;
using ConnectorId = ElementId<struct ConnectorIdTag>;

}  // namespace stormbench::storming

template <typename Tag> struct std::hash<stormbench::storming::ElementId<Tag>> {
    std::size_t operator()(stormbench::storming::ElementId<Tag> id) const noexcept
    {
        return std::hash<quint64>{}(id.value());
    }
};

Q_DECLARE_METATYPE(stormbench::storming::NoteId)
Q_DECLARE_METATYPE(stormbench::storming::FrameId)
Q_DECLARE_METATYPE(stormbench::storming::ConnectorId)
