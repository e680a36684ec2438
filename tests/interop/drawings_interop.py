#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Drawings of boards, read by others: an SVG by an XML parser and by librsvg, a PDF by poppler, and both hold the notes' words.
Arguments: the folder with NAME.svg, NAME.pdf and NAME.texts.json of each board."""
import json
import pathlib
import re
import subprocess
import sys
import tempfile
import unicodedata
import xml.etree.ElementTree as ElementTree

from checks import report, status

SVG = "{http://www.w3.org/2000/svg}"

def words(text):
    """Those that one font draws, letter for letter: scripts with ligatures and marks come back in other signs."""
    return {word for word in re.findall(r"[A-Za-z0-9]{3,}", unicodedata.normalize("NFKC", text)) if len(word) < 20}


def missing(wanted, text):
    # A narrow note breaks a long word: then its parts are there. Given, When and Then stand in capitals.
    joined = re.sub(r"\s+", "", unicodedata.normalize("NFKC", text)).lower()
    return sorted(word for word in wanted if word.lower() not in joined)


def check_svg(path, wanted):
    root = ElementTree.parse(path).getroot()
    if root.tag != SVG + "svg":
        return f"the root is {root.tag}"
    lost = missing(wanted, " ".join("".join(node.itertext()) for node in root.iter(SVG + "text")))
    if lost:
        return f"words are missing: {lost[:8]}"
    with tempfile.NamedTemporaryFile(suffix=".png") as picture:
        done = subprocess.run(["rsvg-convert", "--unlimited", "--width", "1600", "--keep-aspect-ratio", "--output", picture.name, path],
                              capture_output=True, text=True)
        if done.returncode != 0 or done.stderr.strip():
            return f"rsvg-convert: {done.stderr.strip()}"
        size = pathlib.Path(picture.name).stat().st_size
        return "" if size > 5_000 else f"a picture of {size} bytes: it is blank"


def check_pdf(path, wanted):
    about = subprocess.run(["pdfinfo", path], capture_output=True, text=True)
    if about.returncode != 0 or about.stderr.strip():
        return f"pdfinfo: {about.stderr.strip()}"
    pages = re.search(r"^Pages:\s+(\d+)$", about.stdout, re.MULTILINE)
    if not pages or pages.group(1) != "1":
        return f"pages: {pages and pages.group(1)}"
    text = subprocess.run(["pdftotext", "-raw", path, "-"], capture_output=True, text=True)
    if text.returncode != 0 or text.stderr.strip():
        return f"pdftotext: {text.stderr.strip()}"
    lost = missing(wanted, text.stdout)
    return f"words are missing: {lost[:8]}" if lost else ""


def main():
    folder = pathlib.Path(sys.argv[1])
    tools = [subprocess.run([tool, flag], capture_output=True, text=True) for tool, flag in (("rsvg-convert", "--version"), ("pdfinfo", "-v"))]
    print("# " + ", ".join((tool.stdout + tool.stderr).splitlines()[0] for tool in tools))
    boards = sorted(folder.glob("*.texts.json"))
    for texts in boards:
        name = texts.name.removesuffix(".texts.json")
        wanted = set().union(*(words(text) for text in json.loads(texts.read_text(encoding="utf-8"))))
        for suffix, check in ((".svg", check_svg), (".pdf", check_pdf)):
            try:
                problem = check(str(folder / (name + suffix)), wanted)
            except (ElementTree.ParseError, OSError) as error:
                problem = str(error)
            report(not problem, name + suffix, problem)
    report(len(boards) >= 9, "drawings of all samples", f"only {len(boards)}")
    return status()


if __name__ == "__main__":
    sys.exit(main())
