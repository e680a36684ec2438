// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/generate/topology.h"

#include <algorithm>

namespace stormbench::storming {
namespace {

template <typename T, typename Member>
const T* find(const std::vector<T>& items, Member member, const std::string& key)
{
    const auto it = std::find_if(
        items.begin(), items.end(), [&](const T& item) { return item.*member == key; });
    return it == items.end() ? nullptr : &*it;
}

}  // namespace

const char* toString(ServiceKind kind)
{
    switch (kind) {
    case ServiceKind::Actor: return "actor";
    case ServiceKind::Aggregate: return "aggregate";
    case ServiceKind::System: return "system";
    case ServiceKind::Policy: return "policy";
    case ServiceKind::Saga: return "saga";
    case ServiceKind::ReadModel: return "read model";
    case ServiceKind::Timer: return "timer";
    case ServiceKind::ExternalSource: return "external source";
    }
    return "service";
}

const TopicSpec* Topology::topic(const std::string& name) const
{
    return find(topics, &TopicSpec::name, name);
}
const MessageType* Topology::message(const std::string& type) const
{
    return find(messages, &MessageType::type, type);
}
const ServiceSpec* Topology::service(const std::string& id) const
{
    return find(services, &ServiceSpec::id, id);
}

bool Topology::hasErrors() const
{
    return std::any_of(diagnostics.begin(), diagnostics.end(), [](const Diagnostic& diagnostic) {
        return diagnostic.severity == DiagnosticSeverity::Error;
    });
}

}  // namespace stormbench::storming
