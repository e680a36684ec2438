// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storming/exchange/json_pages.h"
#include "storming/model/field.h"

namespace stormbench::storming {

struct ModelFields {
    std::vector<NoteField> fields;
    QString id;  ///< the one that identifies
};

/// The fields of an event model's element: subfields become fields of their own with a joined name,
/// a mapping becomes the meaning.
[[nodiscard]] ModelFields fieldsOfModel(const JsonPlace& list, PlanBuilder& plan);

}  // namespace stormbench::storming
