#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What `stormctl check --format sarif` prints is a SARIF 2.1.0 log: by the standard's own JSON schema, by the rules of its authors'
validator, and by what only our boards can tell. Arguments: stormctl, the folder of the npm package sarif-multitool-linux, a folder to
write to, then boards. Needs the Python package jsonschema."""
import json
import pathlib
import shutil
import subprocess
import sys
import urllib.parse
from importlib.metadata import version

import jsonschema

from checks import report, status

LEVELS = {"none", "note", "warning", "error"}

# What the validator says of every log that it has read: there is no home page to name.
ALWAYS = "SARIF2005"


def complaints_of(multitool, folder):
    """Errors and warnings of the validator, by file; its notes are matters of taste."""
    about = folder / "validation.json"
    logs = sorted(folder.glob("*.sarif"))
    subprocess.run([multitool / "Sarif.Multitool", "validate", *logs, "--output", about, "--log", "ForceOverwrite"], capture_output=True, text=True)
    complaints = {log.name: [] for log in logs}
    for result in json.loads(about.read_text(encoding="utf-8-sig"))["runs"][0]["results"]:
        if result.get("level", "warning") in {"error", "warning"}:
            uri = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
            complaints[pathlib.PurePath(uri).name].append(f"{result['ruleId']} {result['message']}")
    for about_one in complaints.values():
        read = [complaint for complaint in about_one if complaint.startswith(ALWAYS)]
        about_one[:] = [complaint for complaint in about_one if complaint not in read] + ([] if read else ["the validator has not read it"])
    return complaints


def beyond_the_schema(run, board):
    """Problems that only somebody who reads the log would meet."""
    rules = run["tool"]["driver"]["rules"]
    ids = [rule["id"] for rule in rules]
    lines = len(board.read_text(encoding="utf-8").splitlines())
    if len(set(ids)) != len(ids):
        yield "a rule is declared twice"
    for rule in rules:
        if not rule["shortDescription"]["text"] or not rule["help"]["text"]:
            yield f"{rule['id']} explains nothing"
    for result in run["results"]:
        if result["ruleId"] not in ids or ids[result["ruleIndex"]] != result["ruleId"]:
            yield f"{result['ruleId']} is no declared rule"
        if result["level"] not in LEVELS - {"none"}:
            yield f"{result['ruleId']} has the level {result['level']}"
        if not result["message"]["text"].strip():
            yield f"{result['ruleId']} has no message"
        for location in result["locations"]:
            physical = location["physicalLocation"]
            region = physical.get("region")
            if region and not 1 <= region["startLine"] <= lines:
                yield f"{result['ruleId']} points at line {region['startLine']} of {lines}"
            artifact = run["artifacts"][physical["artifactLocation"]["index"]]["location"]["uri"]
            if artifact != physical["artifactLocation"]["uri"]:
                yield f"{result['ruleId']} points at another file"
            path = urllib.parse.unquote(urllib.parse.urlsplit(artifact).path)
            if pathlib.Path(path).resolve() != board.resolve():
                yield f"{artifact} is not the file that was checked"
    prints = [json.dumps(result["partialFingerprints"], sort_keys=True) + result["message"]["text"] for result in run["results"]]
    if len(set(prints)) != len(prints):
        yield "two findings have one fingerprint"


def main():
    stormctl, multitool, out = sys.argv[1], pathlib.Path(sys.argv[2]), pathlib.Path(sys.argv[3])
    boards = [pathlib.Path(name) for name in sys.argv[4:]]
    print(f"# sarif-multitool {json.loads((multitool / 'package.json').read_text())['version']}, jsonschema {version('jsonschema')}")
    validator = jsonschema.Draft7Validator(json.loads((multitool / "sarif-2.1.0.json").read_text(encoding="utf-8-sig")))
    shutil.rmtree(out, ignore_errors=True)
    out.mkdir(parents=True)
    logs = {}
    for board in boards:
        for level in ("bigPicture", "design"):
            command = [stormctl, "check", str(board), "--level", level, "--format", "sarif", "--fail-on", "never"]
            name = f"{board.name.split('.')[0]}-{level}.sarif"
            (out / name).write_text(subprocess.run(command, capture_output=True, text=True, check=True).stdout, encoding="utf-8")
            logs[name] = board
    broken = json.loads((out / next(iter(logs))).read_text(encoding="utf-8"))
    rule = broken["runs"][0]["tool"]["driver"]["rules"][0]
    rule["name"] = rule["id"].upper()
    (out / "broken.sarif").write_text(json.dumps(broken), encoding="utf-8")

    complaints = complaints_of(multitool, out)
    results = 0
    for name, board in logs.items():
        log = json.loads((out / name).read_text(encoding="utf-8"))
        problems = [f"{'/'.join(map(str, error.path))}: {error.message}" for error in validator.iter_errors(log)]
        problems += complaints[name]
        problems += [problem for run in log["runs"] for problem in beyond_the_schema(run, board)]
        results += sum(len(run["results"]) for run in log["runs"])
        report(not problems, name, "; ".join(problems))
    report(results >= 20, "boards with findings", f"only {results} findings")
    refused = [complaint for complaint in complaints["broken.sarif"] if complaint.startswith("SARIF1001")]
    rule["defaultConfiguration"]["level"] = "grave"
    refused = refused and not validator.is_valid(broken)
    report(refused, "a broken log is refused", "it was accepted")
    return status()


if __name__ == "__main__":
    sys.exit(main())
