// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/controller/record_writer.h"

#include "engine/base/assert.h"

namespace stormbench::controller {

RecordWriter::RecordWriter(ImagePtr base)
    : m_builder(base)
    , m_next(base->offset() + 1)
{
}

void RecordWriter::add(Record record)
{
    const auto applied = m_builder.apply(record, m_next);
    SB_ASSERT(applied.has_value(), "the controller made a record that contradicts its own image");
    ++m_next;
    m_records.push_back(std::move(record));
}

ImagePtr RecordWriter::finish(std::vector<Record>& records) &&
{
    records = std::move(m_records);
    return std::move(m_builder).build().after;
}

}  // namespace stormbench::controller
