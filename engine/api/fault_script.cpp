// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/api/fault_script.h"

#include <array>

#include <fmt/format.h>

#include "engine/api/fault_text.h"
#include "engine/api/fault_words.h"

namespace stormbench::api {
namespace {

using Word = FaultWords::Word;
using Parsed = Result<ScriptAction>;

Parsed parseRestart(FaultWords& words)
{
    SB_TRY_ASSIGN(const auto broker, words.broker());
    return Fault(BrokerRestart{broker});
}

Parsed parseKill(FaultWords& words)
{
    SB_TRY_ASSIGN(const auto broker, words.broker());
    return Fault(BrokerKill{broker});
}

Parsed parsePause(FaultWords& words)
{
    SB_TRY_ASSIGN(const auto broker, words.broker());
    return Fault(BrokerPause{broker});
}

Parsed parseResume(FaultWords& words)
{
    SB_TRY_ASSIGN(const auto broker, words.broker());
    return FaultTarget{FaultTarget::What::Pause, broker, {}};
}

Parsed parseCut(FaultWords& words)
{
    SB_TRY_ASSIGN(const auto link, words.link());
    return Fault(LinkCut{link});
}

Parsed parseDelay(FaultWords& words)
{
    SB_TRY_ASSIGN(const auto link, words.link());
    SB_TRY_ASSIGN(const auto delay, words.duration());
    return Fault(LinkDelay{link, delay});
}

Parsed parseSlow(FaultWords& words)
{
    SB_TRY_ASSIGN(const auto link, words.link());
    SB_TRY_ASSIGN(const auto rate, words.rate());
    return Fault(LinkLimit{link, rate});
}

Parsed parseSlowDisk(FaultWords& words, BrokerId broker)
{
    constexpr auto kExpected = "a time a write such as 20ms, or a speed such as 1MB/s";
    DiskSlow slow{broker, {}, 0};
    SB_TRY_ASSIGN(auto first, words.need(kExpected));
    for (std::optional<Word> word = first; word; word = words.next()) {
        if (const auto perWrite = parseDuration(word->text))
            slow.perWrite = *perWrite;
        else if (const auto rate = parseRate(word->text))
            slow.bytesPerSecond = *rate;
        else
            return words.complain(*word, fmt::format("expected {}", kExpected));
    }
    return Fault(slow);
}

Parsed parseDisk(FaultWords& words)
{
    SB_TRY_ASSIGN(const auto broker, words.broker());
    SB_TRY_ASSIGN(const auto how, words.need("\"full\" or \"slow\""));
    if (how.text == "full")
        return Fault(DiskFull{broker});
    if (how.text == "slow")
        return parseSlowDisk(words, broker);
    return words.complain(how, "a disk can be \"full\" or \"slow\"");
}

Parsed parseClusterClock(FaultWords& words)
{
    SB_TRY_ASSIGN(const auto how, words.need("\"jump\", \"freeze\" or \"rate\""));
    if (how.text == "freeze")
        return Fault(ClockFreeze{});
    if (how.text == "jump") {
        SB_TRY_ASSIGN(const auto by, words.signedDuration());
        return Fault(ClockJump{by});
    }
    if (how.text == "rate") {
        SB_TRY_ASSIGN(const auto factor, words.factor());
        return Fault(ClockRate{factor});
    }
    return words.complain(how, "the cluster's clock can \"jump\", \"freeze\" or have a \"rate\"");
}

Parsed parseClock(FaultWords& words)
{
    SB_TRY_ASSIGN(const auto whose, words.need("a broker's number or \"all\""));
    if (whose.text == "all")
        return parseClusterClock(words);
    SB_TRY_ASSIGN(const auto broker, words.broker(whose));
    SB_TRY_ASSIGN(const auto how, words.need("\"skew\""));
    if (how.text != "skew")
        return words.complain(how,
            "one broker's clock can have a \"skew\"; \"clock all\" can jump, freeze or have a "
            "rate");
    SB_TRY_ASSIGN(const auto by, words.signedDuration());
    return Fault(ClockSkew{broker, by});
}

Parsed parseExpire(FaultWords& words)
{
    SB_TRY_ASSIGN(const auto group, words.need("a consumer group"));
    SB_TRY_ASSIGN(const auto member, words.need("a member's id or client id, or *"));
    return Fault(MemberExpiry{std::string(group.text), std::string(member.text)});
}

Parsed parseHeal(FaultWords& words)
{
    using What = FaultTarget::What;
    SB_TRY_ASSIGN(const auto word, words.need("\"all\", \"clock\", \"disk\", a broker or a link"));
    if (word.text == "all")
        return FaultTarget{};
    if (word.text == "clock")
        return FaultTarget{What::Clock, kNoBroker, {}};
    if (word.text == "disk") {
        SB_TRY_ASSIGN(const auto broker, words.broker());
        return FaultTarget{What::Disk, broker, {}};
    }
    if (word.text.find_first_of("->") != word.text.npos) {
        SB_TRY_ASSIGN(const auto link, words.link(word));
        return FaultTarget{What::Link, kNoBroker, link};
    }
    SB_TRY_ASSIGN(const auto broker, words.broker(word));
    return FaultTarget{What::Broker, broker, {}};
}

Parsed parseEnd(FaultWords&)
{
    return ScriptEnd{};
}

struct Verb {
    std::string_view name;
    Parsed (*parse)(FaultWords&);
    std::string_view help;
};
constexpr std::array kVerbs{
    Verb{"kill", parseKill, "kill BROKER                 as kill -9"},
    Verb{"restart", parseRestart, "restart BROKER              start a killed one, or anew"},
    Verb{"pause", parsePause, "pause BROKER                as SIGSTOP"},
    Verb{"resume", parseResume, "resume BROKER"},
    Verb{"cut", parseCut, "cut LINK                    as a cable pulled"},
    Verb{"delay", parseDelay, "delay LINK TIME             each way, so much later"},
    Verb{"slow", parseSlow, "slow LINK SPEED             each way, 64KB/s, 1MB/s"},
    Verb{"disk", parseDisk,
        "disk BROKER full            nothing can be written\n"
        "disk BROKER slow TIME|SPEED each write takes longer"},
    Verb{"clock", parseClock,
        "clock BROKER skew TIME      its wall clock differs: +5m, -1h\n"
        "clock all jump TIME         all are ahead: +7d\n"
        "clock all freeze            time stands still\n"
        "clock all rate N            time runs N times as fast"},
    Verb{"expire", parseExpire, "expire GROUP MEMBER         as its session timeout; * for all"},
    Verb{"heal", parseHeal, "heal LINK|BROKER|disk BROKER|clock|all"},
    Verb{"end", parseEnd, "end                         stop the cluster"},
};

std::string verbList()
{
    std::string list;
    for (const auto& verb : kVerbs)
        list += fmt::format("{}{}", list.empty() ? "" : ", ", verb.name);
    return list;
}

// Nothing for a line that says nothing.
Result<std::optional<ScriptStep>> parseLine(FaultWords& words, Millis before)
{
    const auto when = words.next();
    if (!when)
        return std::optional<ScriptStep>();
    if (when->text != "at" && when->text != "after")
        return words.complain(*when,
            fmt::format("a line begins with \"at TIME\" or \"after TIME\", not with \"{}\"",
                when->text.substr(0, 20)));
    SB_TRY_ASSIGN(const auto time, words.duration());
    const auto at = when->text == "at" ? time : before + time;
    if (at < before)
        return words.complain(*when,
            fmt::format("this line plays before the one above it ({}); put it in its place",
                toText(before)));
    SB_TRY_ASSIGN(const auto name, words.need("what is to be done: " + verbList()));
    for (const auto& verb : kVerbs) {
        if (verb.name != name.text)
            continue;
        SB_TRY_ASSIGN(auto action, verb.parse(words));
        SB_TRY(words.needEnd());
        if (const auto* fault = std::get_if<Fault>(&action)) {
            if (const auto sound = checkFigures(*fault); !sound)
                return words.complain(name, sound.error().message);
        }
        return std::optional(ScriptStep{at, std::move(action), 0});
    }
    return words.complain(name,
        fmt::format("\"{}\" is unknown; possible are {}", name.text.substr(0, 20), verbList()));
}

struct ActionWords {
    std::string operator()(const Fault& fault) const { return toText(fault); }
    std::string operator()(const FaultTarget& target) const { return toText(target); }
    std::string operator()(const ScriptEnd&) const { return "end"; }
};

}  // namespace

Result<FaultScript> parseFaultScript(std::string_view text, int brokers)
{
    FaultScript script;
    int number = 0;
    bool ended = false;
    for (std::size_t start = 0; start <= text.size(); ++number) {
        const auto end = std::min(text.find('\n', start), text.size());
        FaultWords words(text.substr(start, end - start), number + 1, brokers);
        const auto before = script.steps.empty() ? Millis{} : script.steps.back().at;
        SB_TRY_ASSIGN(auto step, parseLine(words, before));
        start = end + 1;
        if (!step)
            continue;
        if (ended)
            return words.complain({{}, 1}, "nothing can come after \"end\"");
        step->line = number + 1;
        ended = std::holds_alternative<ScriptEnd>(step->action);
        script.steps.push_back(std::move(*step));
    }
    return script;
}

std::string toText(const ScriptAction& action)
{
    return std::visit(ActionWords{}, action);
}

std::string toText(const FaultScript& script)
{
    std::string text;
    for (const auto& step : script.steps)
        text += fmt::format("at {} {}\n", toText(step.at), toText(step.action));
    return text;
}

std::string faultScriptHelp()
{
    std::string help;
    for (const auto& verb : kVerbs)
        help += fmt::format("{}\n", verb.help);
    return help;
}

}  // namespace stormbench::api
