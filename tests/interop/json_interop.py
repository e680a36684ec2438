#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What stormctl writes as JSON is read by Python's parser, strictly, and hangs together: everything that a topology names is in it.
Arguments: stormctl, a folder to write to, then boards that generate."""
import json
import pathlib
import subprocess
import sys

from checks import report, status


def strict(text):
    def once(pairs):
        names = [name for name, value in pairs]
        if len(set(names)) != len(names):
            raise ValueError(f"a name comes twice among {names}")
        return dict(pairs)

    def refuse(constant):
        raise ValueError(f"{constant} is no JSON")

    return json.loads(text, object_pairs_hook=once, parse_constant=refuse)


def problems_of(topology):
    topics = {topic["name"] for topic in topology["topics"]}
    types = {message["type"]: message for message in topology["messages"]}
    services = {service["id"] for service in topology["services"]}
    for message in types.values():
        if message["topic"] not in topics:
            yield f"{message['type']} lives in {message['topic']}, which is no topic"
        if message["role"] not in {"event", "command", "reply", "state"}:
            yield f"{message['type']} is a {message['role']}"
        lacking = set(message["payload"].get("required", [])) - set(message["payload"]["properties"])
        if lacking:
            yield f"{message['type']} requires {lacking}, which it has not"
    for service in topology["services"]:
        named = set(service["topics"]) | ({service["deadLetterTopic"]} - {""})
        yield from (f"{service['id']} uses {topic}, which is no topic" for topic in named - topics)
        for reaction in service["reactions"]:
            used = {emission["type"] for emission in reaction["emissions"]} | set(reaction["replies"]) | ({reaction["trigger"]} - {""})
            yield from (f"{service['id']} uses {one}, which is no message" for one in used - set(types))
            if reaction["trigger"] and types[reaction["trigger"]]["topic"] not in service["topics"]:
                yield f"{service['id']} never sees {reaction['trigger']}"
        for step in (service["saga"] or {"steps": []})["steps"]:
            used = {step["command"], step["compensation"], *step["answers"], *step["fails"], *step["undone"]} - {""}
            yield from (f"a step of {service['id']} uses {one}" for one in used - set(types))
    for edge in topology["edges"]:
        if edge["service"] not in services or edge["type"] not in types:
            yield f"the edge {edge} names what is not there"


def main():
    stormctl, out, boards = sys.argv[1], pathlib.Path(sys.argv[2]), [pathlib.Path(name) for name in sys.argv[3:]]
    print(f"# Python {sys.version.split()[0]}")

    def output(*arguments):
        return subprocess.run([stormctl, *arguments], capture_output=True, text=True, check=True).stdout

    for board in boards:
        name = board.name.split(".")[0]
        try:
            listed = strict(output("export", str(board), "--format", "topology", "--out", str(out / name), "--json"))
            problems = [problem for file in listed["files"] for problem in problems_of(strict(pathlib.Path(file).read_text(encoding="utf-8")))]
            strict(output("check", str(board), "--json", "--fail-on", "never"))
        except (ValueError, KeyError, subprocess.CalledProcessError) as error:
            problems = [repr(error)]
        report(not problems, name, "; ".join(problems))
    report(len(strict(output("export", "--list", "--json"))) >= 5, "the list of formats", "it is too short")
    return status()


if __name__ == "__main__":
    sys.exit(main())
