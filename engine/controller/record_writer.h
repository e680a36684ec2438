// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/controller/image_builder.h"

namespace stormbench::controller {

/// The records of one call to the controller in the making. Each counts at once: image() has it, so
/// that what is decided next builds on it. One writer a call, so the image's tables are copied once
/// a call.
class RecordWriter {
public:
    explicit RecordWriter(ImagePtr base);

    /// Precondition: the record does not contradict the image.
    void add(Record record);

    [[nodiscard]] const MetadataImage& image() const { return m_builder.image(); }
    [[nodiscard]] Offset nextOffset() const { return m_next; }

    /// Moves the records out and returns the image with them. Ends the writer.
    [[nodiscard]] ImagePtr finish(std::vector<Record>& records) &&;

private:
    ImageBuilder m_builder;
    Offset m_next;
    std::vector<Record> m_records;
};

}  // namespace stormbench::controller
