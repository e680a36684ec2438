// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/exchange/event_model_fields.h"

#include "storming/exchange/plan_builder.h"

#include <array>

namespace stormbench::storming {
namespace {

constexpr int kDeepest = 5;
constexpr std::size_t kMostFields = 1000;

struct TypeWord {
    const char* word;
    FieldType type;
};
constexpr std::array kTypes{
    TypeWord{"string", FieldType::String},
    TypeWord{"boolean", FieldType::Boolean},
    TypeWord{"double", FieldType::Double},
    TypeWord{"decimal", FieldType::Decimal},
    TypeWord{"long", FieldType::Long},
    TypeWord{"int", FieldType::Integer},
    TypeWord{"integer", FieldType::Integer},
    TypeWord{"date", FieldType::Date},
    TypeWord{"datetime", FieldType::DateTime},
    TypeWord{"uuid", FieldType::Uuid},
};

QString key(const char* name)
{
    return QString::fromLatin1(name);
}

FieldType typeOf(const JsonPlace& field)
{
    if (field.string(key("cardinality")).toLower() == QLatin1StringView("list"))
        return FieldType::List;
    const QString word = field.string(key("type")).toLower();
    for (const TypeWord& entry : kTypes)
        if (word == QLatin1StringView(entry.word))
            return entry.type;
    return FieldType::String;
}

QString joined(const QString& outer, const QString& name)
{
    return outer.isEmpty() || name.isEmpty() ? outer + name
                                             : outer + name.front().toUpper() + name.mid(1);
}

void add(
    ModelFields& result, const JsonPlace& json, const QString& outer, PlanBuilder& plan, int depth)
{
    const QString name = joined(outer, PlanBuilder::clean(json.string(key("name"))));
    if (name.isEmpty()) {
        plan.problem(json.path,
            QStringLiteral("The field has no name, so it is left out. Name it in the model."));
        return;
    }
    const auto inner = json.items(key("subfields"));
    if (!inner.empty() && depth < kDeepest) {
        for (const JsonPlace& field : inner)
            add(result, field, name, plan, depth + 1);
        return;
    }
    if (result.fields.size() >= kMostFields)
        return;
    NoteField field;
    field.number = static_cast<quint32>(result.fields.size() + 1);
    field.name = name;
    field.type = typeOf(json);
    field.optional = json.at(key("optional")).value.toBool();
    field.example = json.string(key("example"));
    field.semantic = json.string(key("mapping"));
    if (field.semantic.isEmpty() && json.at(key("generated")).value.toBool())
        field.semantic = QStringLiteral("generated");
    if (json.at(key("idAttribute")).value.toBool() && result.id.isEmpty())
        result.id = name;
    result.fields.push_back(std::move(field));
}

}  // namespace

ModelFields fieldsOfModel(const JsonPlace& list, PlanBuilder& plan)
{
    ModelFields result;
    for (const JsonPlace& field : list.items())
        add(result, field, {}, plan, 0);
    return result;
}

}  // namespace stormbench::storming
