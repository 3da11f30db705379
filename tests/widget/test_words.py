"""Every word that the widget says itself stands in its language's file, and nowhere else."""

import re

from serving import ROOT

SENTENCE = re.compile(r"[A-Z][a-z']+( [a-z']+){2,}")


COMMENTS = re.compile(r"/\*.*?\*/|^\s*//.*?$|^import .*?$", re.DOTALL | re.MULTILINE)


def test_no_sentence_for_people_stands_in_typescript():
    files = sorted((ROOT / "widget" / "src").rglob("*.ts"))
    assert len(files) > 20
    for path in files:
        literals = re.findall(
            r'"([^"\n]*)"|`([^`]*)`|>([^<>{}`]*)<',
            COMMENTS.sub("", path.read_text(encoding="utf-8")),
        )
        for text in map("".join, literals):
            assert not SENTENCE.search(text), f"{path.name}: {text!r} belongs in widget/strings"
