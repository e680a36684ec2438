// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/protocol/encoded_message.h"

#include "engine/base/assert.h"

namespace stormbench::protocol {

Bytes EncodedMessage::takeBytes() &&
{
    if (segments.empty())
        return {};
    SB_ASSERT(segments.size() == 1 && std::holds_alternative<Bytes>(segments.front()),
        "the message has external records");
    return std::get<Bytes>(std::move(segments.front()));
}

}  // namespace stormbench::protocol
