// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "engine/base/cursor.h"
#include "engine/base/uuid.h"
#include "engine/protocol/encoded_message.h"
#include "engine/protocol/records.h"

namespace stormbench::protocol {

/// Writes the primitive values of one message in one version, into segments.
class WireWriter {
public:
    WireWriter(Bytes prefix, bool flexible)
        : m_out(std::move(prefix))
        , m_flexible(flexible)
    {
    }

    [[nodiscard]] bool flexible() const { return m_flexible; }

    template <std::integral T> void integer(T value) { WriteCursor(m_out).write(value); }
    void uuid(const Uuid& value);
    void string(std::string_view value);  ///< cut to the 32,767 bytes that the format allows
    void bytes(ByteView value);
    void records(const Records& value);
    void arrayLength(std::size_t length) { length32(length); }
    void nullString();
    void null32();  ///< null bytes, records or array
    void structPresent(bool present) { integer<std::int8_t>(present ? 1 : -1); }
    void unsignedVarint(std::uint32_t value) { WriteCursor(m_out).writeUnsignedVarint(value); }

    /// Brackets a tagged field, whose size comes before its bytes but is known only after.
    [[nodiscard]] std::size_t beginSized() const { return m_out.size(); }
    void endSized(std::size_t begin);

    /// Ends the message. `framed`: the first four bytes become the length of what follows.
    [[nodiscard]] EncodedMessage finish(bool framed);

private:
    void length32(std::size_t length);
    void closeSegment();

    Bytes m_out;  ///< the segment being written
    EncodedMessage m_done;
    bool m_flexible;
};

}  // namespace stormbench::protocol
