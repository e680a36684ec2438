// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/check/rule.h"

#include "storming/check/rule_tables.h"
#include "storming/model/grammar.h"

#include <algorithm>
#include <vector>

namespace stormbench::storming {
namespace {

constexpr std::string_view kSeverityKeys[] = {"off", "info", "hint", "warning", "error"};

}  // namespace

Severity Rule::at(Level level) const
{
    switch (level) {
    case Level::BigPicture: return bigPicture;
    case Level::Process: return process;
    case Level::Design: return design;
    }
    return design;
}

std::span<const Rule> rules()
{
    static const auto all = [] {
        std::vector<Rule> joined;
        for (const auto part : {nameRules(), structureRules(), dataRules(), streamRules()})
            joined.insert(joined.end(), part.begin(), part.end());
        return joined;
    }();
    return all;
}

const Rule& ruleOf(RuleId id)
{
    for (const Rule& rule : rules())
        if (rule.id == id)
            return rule;
    return rules().front();
}

const char* toKey(Severity severity)
{
    return kSeverityKeys[static_cast<int>(severity)].data();
}

Severity severityFromKey(std::string_view key)
{
    const auto* found = std::ranges::find(kSeverityKeys, key);
    return found == std::end(kSeverityKeys) ? Severity::Off
                                            : static_cast<Severity>(found - kSeverityKeys);
}

Severity grammarSeverity(NoteKind from, NoteKind to, Level level, Method method)
{
    const Verdict verdict = grammarOf(from, to, method).verdict;
    if (verdict == Verdict::Ok || verdict == Verdict::Free)
        return Severity::Off;
    const bool fineBelowDesign = from == NoteKind::Command && to == NoteKind::Event;
    const bool fineOnBigPicture
        = from == NoteKind::Event && to == NoteKind::Event && verdict == Verdict::Warn;
    if ((fineBelowDesign && level != Level::Design)
        || (fineOnBigPicture && level == Level::BigPicture))
        return Severity::Off;
    if (level == Level::BigPicture)
        return Severity::Hint;
    const bool isGrave = verdict == Verdict::Error && level == Level::Design;
    return isGrave ? Severity::Error : Severity::Warning;
}

}  // namespace stormbench::storming
