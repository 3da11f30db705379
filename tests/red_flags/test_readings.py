"""What the context rules make of a sign, whatever the patterns find: tests/red_flags/readings.yml."""

import re
from pathlib import Path

import pytest
import yaml

from red_flags.clauses import layout
from red_flags.context import Match, Scene
from red_flags.people import cast_of
from red_flags.text import words_of

LINES = yaml.safe_load((Path(__file__).parent / "readings.yml").read_text(encoding="utf-8"))


def read(text, kind, finding):
    """The scene of a text, and a match for each stretch in brackets."""
    plain, spans = "", []
    for piece in re.split(r"(\[[^]]*\])", text):
        start = len(plain)
        plain += piece.strip("[]") if piece.startswith("[") else piece
        if piece.startswith("["):
            spans.append((start, len(plain)))
    words = words_of(plain)
    assert words.text == plain, "brackets count characters"
    plan = layout(words)
    matches = []
    for first, last in spans:
        used = tuple(
            i for i, (start, end) in enumerate(words.places) if start < last and end > first
        )
        matches.append(Match(finding, kind, used, frozenset(used)))
    return Scene(plan, cast_of(plan), matches), matches


@pytest.mark.parametrize(
    "line", [line for lines in LINES.values() for line in lines], ids=lambda line: line["text"]
)
def test_a_sign_is_read_as_it_is_meant(line):
    scene, matches = read(line["text"], line.get("kind", "symptom"), line.get("finding", "sign"))
    assert [scene.status(match) for match in matches] == line["is"]
    if "whose" in line:
        assert [scene.person(match) for match in matches] == line["whose"]
