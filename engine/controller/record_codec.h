// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/bytes.h"
#include "engine/base/result.h"
#include "engine/controller/records.h"

namespace stormbench::controller {

/// The Protobuf form (metadata.proto) of a record: the value of one record of the metadata log.
[[nodiscard]] Bytes encodeRecord(const Record& record);

/// Total. Corrupt when the bytes are no MetadataRecord; Unsupported, naming the number of the kind,
/// when a newer version wrote a kind that this one does not know.
[[nodiscard]] Result<Record> decodeRecord(ByteView bytes);

}  // namespace stormbench::controller
