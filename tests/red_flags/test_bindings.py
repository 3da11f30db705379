"""Which side, part of the body and circumstances a sign gets: tests/red_flags/bindings.yml."""

from pathlib import Path

import pytest
import yaml

from red_flags import NO_FINDINGS, assess
from red_flags.knowledge import kind_of

LINES = yaml.safe_load((Path(__file__).parent / "bindings.yml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("line", LINES, ids=lambda line: line["said"])
def test_a_sign_gets_what_was_said_of_it(line):
    known = NO_FINDINGS
    for said in line["said"].split(" || "):
        heard = assess(said, known, now=0)
        assert not heard.failed
        known = heard.findings
    found = {
        sign.id: ", ".join([f"{sign.side} {sign.part}".strip() or "nowhere", *sorted(sign.beside)])
        for sign in heard.heard
        if kind_of(sign.id) != "modifier"
    }
    assert found == line["are"]
