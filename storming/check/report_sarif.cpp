// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/check/report.h"
#include "storming/check/report_parts.h"

#include <QtCore/QDir>
#include <QtCore/QUrl>

#include <nlohmann/json.hpp>

#include <algorithm>

namespace stormbench::storming {

namespace {

using Json = nlohmann::ordered_json;

const char* levelOf(Severity severity)
{
    switch (severity) {
    case Severity::Error: return "error";
    case Severity::Warning: return "warning";
    case Severity::Off: return "none";
    default: return "note";
    }
}

std::string std(const QString& text)
{
    return text.toStdString();
}

/// "private-stream-crosses-contexts" → "PrivateStreamCrossesContexts", as SARIF names rules.
std::string nameOf(const Rule& rule)
{
    std::string name;
    bool startsWord = true;
    for (const char c : std::string_view(rule.key)) {
        if (c != '-')
            name += startsWord ? static_cast<char>(std::toupper(c)) : c;
        startsWord = c == '-';
    }
    return name;
}

// What has place holders cannot stand for all findings: such a rule is described by its reason.
Json toJson(const Rule& rule)
{
    const std::string why = rule.explanation;
    std::string markdown
        = why + "\n\n**Breaks it:** `" + rule.failing + "`\n\n**Keeps it:** `" + rule.passing + "`";
    std::string help = why + "\n\nBreaks it: " + rule.failing + "\nKeeps it: " + rule.passing;
    if (*rule.fix) {
        markdown += std::string("\n\n**What to do:** ") + rule.fix;
        help += std::string("\nWhat to do: ") + rule.fix;
    }
    Json json{{"id", rule.key}};
    // A name that is the id but for its capital is none, says the standard's validator.
    if (std::string_view(rule.key).find('-') != std::string_view::npos)
        json["name"] = nameOf(rule);
    json["shortDescription"] = {{"text", why}};
    json["help"] = {{"text", help}, {"markdown", markdown}};
    json["defaultConfiguration"] = {{"level", levelOf(rule.design)}};
    return json;
}

// Without "..": SARIF has no place for that in a file's address.
std::string uriOf(const QString& path)
{
    const QString clean = QDir::cleanPath(path);
    if (QDir::isAbsolutePath(clean))
        return QUrl::fromLocalFile(clean).toEncoded().toStdString();
    return QUrl::toPercentEncoding(clean, "/").toStdString();
}

Json locationOf(const ReportInput& input, const Finding& finding)
{
    const FindingPlace place = placeOf(input, finding);
    Json physical{{"artifactLocation", {{"uri", uriOf(input.path)}, {"index", 0}}}};
    if (place.line > 0)
        physical["region"] = {{"startLine", place.line}};
    Json location{{"physicalLocation", std::move(physical)}};
    if (!place.name.isEmpty()) {
        const QString context = place.context.isEmpty() ? QString() : place.context + u'/';
        location["logicalLocations"] = Json::array({{{"name", std(place.name)},
            {"fullyQualifiedName", std(context + place.kind + u'/' + place.name)},
            {"kind", std(place.kind.toLower())}}});
    }
    return location;
}

/// The same for a finding however the file is laid out: its rule and the numbers of its notes.
std::string fingerprintOf(const Finding& finding)
{
    std::string print = ruleOf(finding.rule).key;
    for (const NoteId id : finding.notes)
        print += ':' + std::to_string(id.value());
    if (finding.frame.isValid())
        print += ":frame" + std::to_string(finding.frame.value());
    return print;
}

Json toJson(const ReportInput& input, const Finding& finding)
{
    const Rule& rule = ruleOf(finding.rule);
    const auto all = rules();
    const auto index = std::ranges::find(all, rule.id, &Rule::id) - all.begin();
    const QString advice = finding.fix.isEmpty() ? QString() : QStringLiteral(". ") + finding.fix;
    return {{"ruleId", rule.key}, {"ruleIndex", index}, {"level", levelOf(finding.severity)},
        {"message", {{"text", std(finding.message + advice)}}},
        {"locations", Json::array({locationOf(input, finding)})},
        {"partialFingerprints", {{"ruleAndNotes/v1", fingerprintOf(finding)}}}};
}

}  // namespace

std::string sarifReport(const ReportInput& input)
{
    Json declared = Json::array();
    for (const Rule& rule : rules())
        declared.push_back(toJson(rule));
    Json results = Json::array();
    for (const Finding& finding : input.findings)
        results.push_back(toJson(input, finding));
    const Json driver{
        {"name", "Stormbench"}, {"version", std(input.version)}, {"rules", std::move(declared)}};
    const Json run{{"tool", {{"driver", driver}}},
        {"artifacts",
            Json::array({{{"location", {{"uri", uriOf(input.path)}}},
                {"roles", Json::array({"analysisTarget"})}}})},
        {"results", std::move(results)}};
    const Json log{{"$schema", "https://json.schemastore.org/sarif-2.1.0.json"},
        {"version", "2.1.0"}, {"runs", Json::array({run})}};
    return log.dump(2);
}

}  // namespace stormbench::storming
