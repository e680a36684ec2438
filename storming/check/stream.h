// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storming/geometry/element_graph.h"

namespace stormbench::storming {

/// The aggregate, otherwise the system, whose stream an event lives in; null if it has a stream of
/// its own.
[[nodiscard]] const Element* ownerOf(const ElementGraph& graph, const Element& event);

/// Whether other contexts may read an event: its stream is marked so, it is pivotal, or it comes
/// from an external system anyway.
[[nodiscard]] bool isPublic(const ElementGraph& graph, const Element& event);

/// The field behind an element's key: as declared, or a UUID of that name. Without a name if the
/// element has no key.
[[nodiscard]] NoteField keyOf(const Element& element);

/// Whether one of the fields is the same thing: of the same name, or of the same meaning.
[[nodiscard]] bool carries(const std::vector<NoteField>& fields, const NoteField& wanted);

/// Whether one of the element's notes sets a flag.
[[nodiscard]] bool isMarked(const Element& element, NoteProperty flag);

/// How many instances work at once on records that come at a rate and take some time each.
[[nodiscard]] int instancesFor(double perSecond, double latencyMs);
/// The rate that somebody wrote on a message's notes: its peak, otherwise its average; 0 = none.
[[nodiscard]] double rateOf(const Element& message);
[[nodiscard]] int partitionsOf(const Element& owner);

}  // namespace stormbench::storming
