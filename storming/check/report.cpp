// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/check/report.h"

#include "storming/check/report_parts.h"

#include <QtCore/QRegularExpression>
#include <QtCore/QStringList>

#include <nlohmann/json.hpp>

#include <array>

namespace stormbench::storming {

namespace {

using Json = nlohmann::ordered_json;

QString plural(int count, const char* word)
{
    return QStringLiteral("%1 %2%3").arg(count).arg(
        QLatin1StringView(word), QLatin1StringView(count == 1 ? "" : "s"));
}

QString summaryOf(const std::vector<Finding>& findings)
{
    if (findings.empty())
        return QStringLiteral("no findings");
    std::array<int, 5> counts{};
    for (const Finding& finding : findings)
        ++counts[static_cast<std::size_t>(finding.severity)];
    QStringList parts;
    for (const auto& [severity, word] :
        {std::pair(Severity::Error, "error"), std::pair(Severity::Warning, "warning"),
            std::pair(Severity::Hint, "hint"), std::pair(Severity::Info, "remark")})
        if (const int count = counts[static_cast<std::size_t>(severity)]; count > 0)
            parts += plural(count, word);
    return parts.join(QStringLiteral(", "));
}

}  // namespace

QString FindingPlace::text() const
{
    return name.isEmpty() ? kind : kind + QStringLiteral(" \"") + name + QLatin1Char('"');
}

FindingPlace placeOf(const ReportInput& input, const Finding& finding)
{
    const auto lineOf = [&](quint64 id) {
        const auto found = input.lines.find(id);
        return found == input.lines.end() ? 0 : found->second;
    };
    const Note* note = finding.notes.empty() ? nullptr : input.board.note(finding.notes.front());
    if (note) {
        const auto around = input.board.frameOf(*note);
        return {QString::fromUtf8(notationOf(note->kind).name), note->name(),
            around ? input.board.frame(*around)->name.simplified() : QString(),
            lineOf(note->id.value())};
    }
    if (const Frame* frame = input.board.frame(finding.frame))
        return {QStringLiteral("Context"), frame->name.simplified(), {}, lineOf(frame->id.value())};
    return {QStringLiteral("Board"), {}, {}, 0};
}

std::map<quint64, int> linesOfElements(const QString& text)
{
    static const QRegularExpression quoted(QStringLiteral("\"(?:[^\"\\\\]|\\\\.)*\""));
    static const QRegularExpression declared(QStringLiteral("\\b([A-Za-z]+) (\\d+) \"\""));
    std::map<quint64, int> lines;
    int number = 0;
    for (QString line : text.split(QLatin1Char('\n'))) {
        ++number;
        line.replace(quoted, QStringLiteral("\"\""));
        for (auto it = declared.globalMatch(line); it.hasNext();) {
            const auto match = it.next();
            if (match.capturedView(1) == QLatin1StringView("frame")
                || noteKindFromKey(match.capturedView(1)))
                lines.try_emplace(match.capturedView(2).toULongLong(), number);
        }
    }
    return lines;
}

std::string textReport(const ReportInput& input)
{
    QString out;
    for (const Finding& finding : input.findings) {
        const FindingPlace place = placeOf(input, finding);
        if (place.line > 0)
            out += QStringLiteral("%1:%2: ").arg(input.path).arg(place.line);
        out += QString::fromLatin1(toKey(finding.severity)) + QStringLiteral(": ") + place.text()
            + QStringLiteral(": ") + finding.message + QStringLiteral(" [")
            + QString::fromLatin1(ruleOf(finding.rule).key) + QStringLiteral("]\n");
    }
    return (out + summaryOf(input.findings)).toStdString();
}

std::string jsonReport(const ReportInput& input)
{
    Json findings = Json::array();
    for (const Finding& finding : input.findings) {
        const FindingPlace place = placeOf(input, finding);
        Json notes = Json::array();
        for (const NoteId id : finding.notes)
            notes.push_back(id.value());
        Json entry{{"rule", ruleOf(finding.rule).key}, {"severity", toKey(finding.severity)},
            {"place", place.text().toStdString()}, {"message", finding.message.toStdString()},
            {"fix", finding.fix.toStdString()}, {"notes", std::move(notes)}};
        if (finding.frame.isValid())
            entry["frame"] = finding.frame.value();
        if (place.line > 0)
            entry["line"] = place.line;
        findings.push_back(std::move(entry));
    }
    return findings.dump(2);
}

}  // namespace stormbench::storming
