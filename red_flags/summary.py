"""The summary for a doctor: what was said, when, and what was flagged. Knows summary.yml; adds nothing.

Pure: a diary of entries goes in, a text comes out. Sentences are in YAML.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timezone
from functools import lru_cache
from typing import Any

from red_flags.explanation import name_of
from red_flags.knowledge import FOLDER, kind_of, rules, unknown_names
from red_flags.record import SELF, Assessment, Findings, Sign, Tier
from red_flags.schema import Problem, Shape, lines_of, read

MOST_ENTRIES = 200
"""So many of the latest entries are kept."""

MOST_CHARACTERS = 300
"""Of a message that is quoted whole."""

MOST_SPOKEN = 3
"""Quotations read aloud."""

WORDING = {"text": (str,), "speech": (str,)}
BY_PERSON = Shape(needs={"self": (str,), "other": (str,)}, may={})
ASK = Shape(needs={"text": (str,), "known": (list,)}, may={})
EVERYONE = "everyone"

Said = tuple[str, str, str, str]
"""A sign as the diary keeps it: finding, status, person, their words."""


@dataclass(frozen=True)
class Entry:
    """One message, or one answer to a question, that said something about somebody's health."""

    at: float
    """Unix seconds."""
    said: str
    question: str = ""
    """What was asked, when `said` answers it."""
    turn: int = 0
    signs: tuple[Said, ...] = ()
    flags: tuple[tuple[str, str], ...] = ()
    """Pairs of (flag, person) that were told in full."""

    def to_json(self) -> dict[str, Any]:
        """Plain values that survive `json.dumps`."""
        lists = {"signs": [list(s) for s in self.signs], "flags": [list(f) for f in self.flags]}
        return {**self.__dict__, **lists}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Entry:
        """The entry that `to_json` wrote."""
        signs = tuple((s[0], s[1], s[2], s[3]) for s in data["signs"])
        flags = tuple((f[0], f[1]) for f in data["flags"])
        return cls(**{**data, "signs": signs, "flags": flags})


Diary = tuple[Entry, ...]


def noted(
    diary: Diary, said: str, signs: Iterable[Sign], assessment: Assessment, question: str = ""
) -> Diary:
    """`diary` with what this turn said and flagged; unchanged when it said nothing of the kind."""
    kept = tuple(
        (sign.id, sign.status, sign.person, sign.words)
        for sign in signs
        if sign.status != "hypothetical"
    )
    flags = tuple((flag.flag, flag.person) for flag in assessment.news)
    if not kept and not flags:
        return diary
    findings = assessment.findings
    line = " ".join(said.split())
    if len(line) > MOST_CHARACTERS:
        line = line[:MOST_CHARACTERS].rsplit(" ", 1)[0] + "…"
    entry = Entry(findings.last_at, line, question, findings.turn, kept, flags)
    return (*diary, entry)[-MOST_ENTRIES:]


def taken_back(diary: Diary, before: Findings, after: Assessment) -> Diary:
    """`diary` without what stood `before` and was taken back: it was not so, or not meant so."""
    gone = _had(before) - _had(after.findings)
    if not gone:
        return diary
    stand = {(flag.flag, flag.person) for flag in after.fired}
    stand |= {(key.partition("@")[0], key.partition("@")[2]) for key in after.findings.seen}
    kept = (
        replace(
            entry,
            signs=tuple(s for s in entry.signs if s[1] == "absent" or (s[0], s[2]) not in gone),
            flags=tuple(flag for flag in entry.flags if flag in stand),
        )
        for entry in diary
    )
    return tuple(entry for entry in kept if entry.signs or entry.flags)


def renamed(diary: Diary, turns: Iterable[int], person: str) -> Diary:
    """`diary` with the answers of these turns given to the person they were about."""
    turns = frozenset(turns)
    return tuple(
        replace(entry, signs=tuple((s[0], s[1], person, s[3]) for s in entry.signs))
        if entry.question and entry.turn in turns
        else entry
        for entry in diary
    )


def without_turns(diary: Diary, turns: Iterable[int]) -> Diary:
    """`diary` without the answers of these turns."""
    turns = frozenset(turns)
    return tuple(entry for entry in diary if not (entry.question and entry.turn in turns))


def _had(findings: Findings) -> set[tuple[str, str]]:
    return {(sign.id, sign.person) for sign in findings.signs if sign.status != "absent"}


@lru_cache(maxsize=1)
def _texts() -> Mapping[str, Any]:
    return dict(read(FOLDER / "summary.yml"))


def summary(diary: Sequence[Entry], now: float) -> str:
    """The summary as text with bold headings and lists; a sentence of its own when nothing was said."""
    if not diary:
        return str(_texts()["empty"]["text"])
    made = str(_texts()["made"]["text"]).format(when=_when(now))
    blocks = [f"{_texts()['title']['text']}\n{made}"]
    for section in ("said", "facts", "absent"):
        for person in _people(diary):
            lines = list(dict.fromkeys(_lines(diary, section, person)))
            if lines:
                heading = _texts()[section]["self" if person == SELF else "other"]
                blocks.append(_block(heading.format(person=name_of(person)), lines))
    flags = list(_flags(diary))
    if flags:
        blocks.append(_block(str(_texts()["flagged"]), flags))
    blocks.append(_block(str(_texts()["questions"]), [f"- {ask}" for ask in _asks(diary)]))
    return "\n\n".join(blocks)


def spoken_summary(diary: Sequence[Entry]) -> str:
    """A few of the quotations and the most urgent flag, as a voice says them."""
    texts = _texts()
    if not diary:
        return str(texts["empty"]["speech"])
    said = [entry.said for entry in diary if entry.signs and not entry.question]
    tiers = [rules().flags[flag].tier for entry in diary for flag, _ in entry.flags]
    worst = max(tiers, default=Tier.NONE)
    pieces = [str(texts["title"]["speech"])]
    pieces += [texts["spoken"]["said"].format(words=words) for words in said[:MOST_SPOKEN]]
    pieces += [texts["spoken"]["flag"][worst.label]] if worst else []
    return " ".join([*pieces, texts["spoken"]["rest"]])


def _block(heading: str, lines: Iterable[str]) -> str:
    return "\n".join([heading, *lines])


def _when(at: float) -> str:
    return datetime.fromtimestamp(at, timezone.utc).strftime(_texts()["when"])


def _people(diary: Sequence[Entry]) -> list[str]:
    """Whom it is about, whoever talks first."""
    people = dict.fromkeys(sign[2] for entry in diary for sign in entry.signs)
    return sorted(people, key=lambda person: person != SELF)


def _section(finding: str, status: str) -> str:
    if status == "absent":
        return "absent"
    return "facts" if kind_of(finding) == "context" else "said"


def _lines(diary: Sequence[Entry], section: str, person: str) -> Iterator[str]:
    for entry in diary:
        for finding, status, who, words in entry.signs:
            if who != person or _section(finding, status) != section:
                continue
            whole = entry.question or section == "said"
            form = _texts()["answered" if entry.question else "line"]
            yield form.format(
                when=_when(entry.at),
                question=entry.question,
                words=entry.said if whole else words,
            )


def _flags(diary: Sequence[Entry]) -> Iterator[str]:
    for entry in diary:
        for name, person in entry.flags:
            flag = rules().flags.get(name)
            form = flag and _texts()["flag"].get(flag.tier.label)
            if flag and form:
                line = form.format(when=_when(entry.at), because=flag.texts["because"])
                about = _texts()["flag_of"].format(person=name_of(person))
                yield line + (about if person != SELF else "")


def _asks(diary: Sequence[Entry]) -> Iterator[str]:
    known = {sign[0] for entry in diary for sign in entry.signs if sign[1] != "absent"}
    for ask in _texts()["asks"]:
        if EVERYONE in ask["known"] or not known.isdisjoint(ask["known"]):
            yield ask["text"]


def summary_problems() -> list[Problem]:
    """What is wrong in summary.yml: its shape, and names of findings that are none."""
    path = FOLDER / "summary.yml"
    data, lines = read(path), lines_of(path)
    wordings = Shape(needs=WORDING, may={})
    shape = Shape(
        needs={
            **dict.fromkeys(("title", "made", "empty"), (dict,)),
            **dict.fromkeys(("said", "facts", "absent", "flag", "spoken"), (dict,)),
            **dict.fromkeys(("flagged", "questions", "line", "answered", "flag_of"), (str,)),
            "when": (str,),
            "asks": (list,),
        },
        may={},
    )
    checks: list[tuple[tuple[str, ...], str]] = [
        ((key,), text) for key, text in shape.problems(data)
    ]
    for shaped, names in ((wordings, "title made empty"), (BY_PERSON, "said facts absent")):
        checks += [((n,), text) for n in names.split() for _, text in shaped.problems(data.get(n))]
    for number, ask in enumerate(data.get("asks") or ()):
        place = ("asks", str(number))
        checks += [(place, text) for _, text in ASK.problems(ask)]
        unknown = unknown_names(set(ask.get("known") or ()) - {EVERYONE})
        checks += [(place, f"no such finding: {name}") for name in sorted(unknown)]
    return [Problem(path.name, lines.get(place, 1), text) for place, text in checks]
