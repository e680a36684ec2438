// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/store/text_remarks.h"

#include <algorithm>

namespace stormbench::storming {

namespace {

struct NumberOf {
    quint64 operator()(std::monostate) const { return 0; }
    template <typename Element> quint64 operator()(const Element* element) const
    {
        return element->id.value();
    }
};

QString joined(const QStringList& lines)
{
    return lines.isEmpty() ? QString() : lines.join(u'\n') + u'\n';
}

/// Which remarks stand at which line, by the line's index; behind the last one the text's end.
std::vector<std::vector<std::pair<RemarkPlace, const Remark*>>> sorted(
    const std::vector<WovenLine>& lines, const Remarks& remarks)
{
    std::vector<std::vector<std::pair<RemarkPlace, const Remark*>>> atLine(lines.size() + 1);
    if (remarks.empty())
        return atLine;
    std::map<RemarkPlace, size_t> lineAt;
    for (size_t i = 0; i < lines.size(); ++i)
        for (const RemarkPlace& place : lines[i].places)
            lineAt.emplace(place, i);
    const auto homeOf = [&](const RemarkPlace& place) {
        const QString nextBest = place.element == 0 && !place.part.isEmpty()
            ? QStringLiteral("next")
            : QString::fromLatin1(kDetailsPart);
        for (const QString& part : {place.part, nextBest, QString()})
            if (const auto found = lineAt.find({place.element, part}); found != lineAt.end())
                return found->second;
        return lines.size();
    };
    for (const auto& [place, remark] : remarks)
        atLine[homeOf(place)].emplace_back(place, &remark);
    for (size_t i = 0; i < lines.size(); ++i)
        std::ranges::stable_sort(atLine[i], {}, [&](const auto& entry) {
            return std::ranges::find(lines[i].places, entry.first) - lines[i].places.begin();
        });
    return atLine;
}

bool isOf(const RemarkPlace& place, const WovenLine& line)
{
    return std::ranges::find(line.places, place) != line.places.end();
}

QString indentedAs(const QString& above, bool indented)
{
    if (!indented || above.isEmpty())
        return above;
    QString out;
    for (const QString& line : above.chopped(1).split(u'\n'))
        out += QLatin1StringView(line.isEmpty() ? "" : "  ") + line + u'\n';
    return out;
}

template <typename Item> quint64 sizeOf(const Note& note, NoteProperty property)
{
    const auto* list = std::get_if<std::vector<Item>>(&note.properties.at(property));
    return list ? list->size() : 0;
}

}  // namespace

QString listPart(const char* word, quint64 number)
{
    return QString::fromLatin1(word) + u' ' + QString::number(number);
}

QString lastDetailPart(const QString& word, const Note& note)
{
    if (word == QLatin1StringView("field"))
        return listPart("field", note.fields.back().number);
    if (word == QLatin1StringView("step"))
        return listPart("step", sizeOf<SagaStep>(note, NoteProperty::Steps));
    if (word == QLatin1StringView("comment"))
        return listPart("comment", sizeOf<Comment>(note, NoteProperty::Comments));
    return word;
}

void RemarkGatherer::meet(Line line, QStringView behind)
{
    if (line.setApart && !m_above.isEmpty() && m_above.front().isEmpty())
        m_above.removeFirst();
    if (!m_above.isEmpty())
        m_gathered.push_back({line.first, line.part, std::exchange(m_above, {}), {}});
    if (!behind.isEmpty())
        m_gathered.push_back({line.last, line.part, {}, remarkLine(behind)});
}

Remarks RemarkGatherer::finish(bool keepBlankLines)
{
    while (!m_above.isEmpty() && m_above.back().isEmpty())
        m_above.removeLast();
    meet({}, {});
    Remarks remarks;
    for (Gathered& gathered : m_gathered) {
        if (!keepBlankLines)
            gathered.above.removeAll(QString());
        if (gathered.above.isEmpty() && gathered.behind.isEmpty())
            continue;
        Remark& remark = remarks[{std::visit(NumberOf(), gathered.owner), gathered.part}];
        remark.above += joined(gathered.above);
        if (!gathered.behind.isEmpty())
            remark.behind += (remark.behind.isEmpty() ? "" : " ") + gathered.behind;
    }
    return remarks;
}

QString weave(const std::vector<WovenLine>& lines, const Remarks& remarks)
{
    const auto atLine = sorted(lines, remarks);
    QString out;
    for (size_t i = 0; i < lines.size(); ++i) {
        const WovenLine& line = lines[i];
        if (line.setApart)
            out += u'\n';
        QString above;
        QString behind;
        for (const auto& [place, remark] : atLine[i]) {
            above += indentedAs(remark->above, line.indented);
            if (remark->behind.isEmpty())
                continue;
            if (isOf(place, line))
                behind += u' ' + remark->behind;
            else
                above += indentedAs(remark->behind + u'\n', line.indented);
        }
        const QString own
            = QLatin1StringView(line.indented ? "  " : "") + line.text + behind + u'\n';
        // The first line tells what the file is: nothing stands above it.
        out += i == 0 ? own + above : above + own;
    }
    QString end;
    for (const auto& [place, remark] : atLine.back())
        end += remark->above + (remark->behind.isEmpty() ? QString() : remark->behind + u'\n');
    while (end.endsWith(QStringLiteral("\n\n")))
        end.chop(1);
    return out + (end == QStringLiteral("\n") ? QString() : end);
}

}  // namespace stormbench::storming
