// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/exchange/yaml.h"

#include <yaml-cpp/yaml.h>

namespace stormbench::storming {
namespace {

void write(YAML::Emitter& out, const Json& value)
{
    switch (value.type()) {
    case Json::value_t::object:
        if (value.empty())
            out << YAML::Flow;
        out << YAML::BeginMap;
        for (const auto& [key, child] : value.items()) {
            out << YAML::Key << key << YAML::Value;
            write(out, child);
        }
        out << YAML::EndMap;
        break;
    case Json::value_t::array:
        if (value.empty())
            out << YAML::Flow;
        out << YAML::BeginSeq;
        for (const auto& child : value)
            write(out, child);
        out << YAML::EndSeq;
        break;
    // Always quoted: a title such as "yes", "1.0" or "null" must stay a text.
    case Json::value_t::string: out << YAML::DoubleQuoted << value.get<std::string>(); break;
    case Json::value_t::boolean: out << value.get<bool>(); break;
    case Json::value_t::number_integer: out << value.get<std::int64_t>(); break;
    case Json::value_t::number_unsigned: out << value.get<std::uint64_t>(); break;
    case Json::value_t::number_float: out << value.get<double>(); break;
    default: out << YAML::Null; break;
    }
}

}  // namespace

std::string toYaml(const Json& value)
{
    YAML::Emitter out;
    out.SetIndent(2);
    write(out, value);
    return std::string(out.c_str(), out.size()) + "\n";
}

}  // namespace stormbench::storming
