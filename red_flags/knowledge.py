"""The YAML beside this file, read and checked: findings, word lists, rules. Knows no text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from red_flags.record import Tier
from red_flags.schema import Flawed, Problem, Shape, lines_of, read

FOLDER = Path(__file__).parent
EXAMPLES = FOLDER / "examples.yml"

FINDING = Shape(
    needs={"label": (str,), "kind": (str,), "patterns": (list,), "said": (list,)},
    may={"echo": (str,), "fuzzy": (list,), "never": (list,), "traps": (list,)},
)
TRAP = Shape(needs={"text": (str,), "why": (str,)}, may={})
FLAG = Shape(
    needs={"concern": (str,), "tier": (str,), "action": (str,), "when": (list,)},
    may={
        "pathway": (str,),
        "ask_first": (str, type(None)),
        "because": (str,),
        "do": (list,),
        "dont": (list,),
        "tell": (str, type(None)),
        "watch": (str, type(None)),
        "speech": (dict, type(None)),
        "sources": (list,),
        "basis": (str,),
        "in_article": (str,),
        "article_sections": (list, str),
        "downgrade": (str,),
        "upgrade": (str,),
    },
)
WHEN = Shape(
    needs={},
    may={"all": (list,), "any": (list,), "at_least": (dict,), "none": (list,), "recent": (list,)},
)
KINDS = ("symptom", "modifier", "pattern", "context", "event")


@dataclass(frozen=True)
class Finding:
    """One sign, how people say it, and what only looks like it."""

    id: str
    label: str
    kind: str
    group: str
    """The name of its file."""
    patterns: tuple[str, ...]
    never: tuple[str, ...] = ()
    fuzzy: tuple[str, ...] = ()
    said: tuple[str, ...] = ()
    traps: tuple[tuple[str, str], ...] = ()
    """Pairs of (text, why)."""
    echo: str = ""


@dataclass(frozen=True)
class When:
    """One way for a flag to fire; every part that is given must hold."""

    all: tuple[str, ...] = ()
    any: tuple[str, ...] = ()
    n: int = 0
    of: tuple[str, ...] = ()
    none: tuple[str, ...] = ()
    recent: tuple[str, ...] = ()


@dataclass(frozen=True)
class Flag:
    """One red flag: when it fires, how soon help is needed, and what is said."""

    id: str
    concern: str
    tier: Tier
    action: str
    pathway: str
    when: tuple[When, ...]
    ask_first: str | None
    texts: Mapping[str, Any]
    """because, do, dont, tell, watch, and the same under speech."""


@dataclass(frozen=True)
class Rules:
    """Groups and flags in the order of their file."""

    groups: Mapping[str, frozenset[str]]
    flags: Mapping[str, Flag]


def problems_of(path: Path) -> list[Problem]:
    """What is wrong in one findings file."""
    try:
        data, lines = read(path), lines_of(path)
    except Flawed as flawed:
        return [Problem(path.name, 1, str(flawed))]
    if not isinstance(data, dict):
        return [Problem(path.name, 1, "must be a mapping of finding ids")]
    found = []
    for name, entry in data.items():
        checks: list[tuple[tuple[str, ...], str]] = [
            ((str(name), key), text) for key, text in FINDING.problems(entry)
        ]
        if isinstance(entry, dict):
            if entry.get("kind") not in KINDS:
                checks.append(((str(name), "kind"), f"'kind' must be one of {', '.join(KINDS)}"))
            for number, trap in enumerate(entry.get("traps") or ()):
                place = (str(name), "traps", str(number))
                checks += [(place, text) for _, text in TRAP.problems(trap)]
        for where, text in checks:
            line = lines.get(where) or lines.get(where[:1], 1)
            found.append(Problem(path.name, line, f"{name}: {text}"))
    return found


def findings_in(path: Path) -> dict[str, Finding]:
    """The findings of one file; entries that are no mapping are left out."""
    data = read(path)
    return {
        str(name): _finding(str(name), entry, path.stem)
        for name, entry in (data.items() if isinstance(data, dict) else ())
        if isinstance(entry, dict)
    }


def _finding(name: str, entry: Mapping[str, Any], group: str) -> Finding:
    def texts(key: str) -> tuple[str, ...]:
        return tuple(str(item) for item in entry.get(key) or ())

    traps = [trap for trap in entry.get("traps") or () if isinstance(trap, dict)]
    return Finding(
        id=name,
        label=str(entry.get("label", name)),
        kind=str(entry.get("kind", "symptom")),
        group=group,
        patterns=texts("patterns"),
        never=texts("never"),
        fuzzy=texts("fuzzy"),
        said=texts("said"),
        traps=tuple((str(trap.get("text", "")), str(trap.get("why", ""))) for trap in traps),
        echo=str(entry.get("echo", "")),
    )


@lru_cache(maxsize=1)
def all_findings() -> Mapping[str, Finding]:
    """Every finding by its id. Raises `Flawed` with file and line when a file is no YAML."""
    found: dict[str, Finding] = {}
    for path in sorted((FOLDER / "findings").glob("*.yml")):
        found.update(findings_in(path))
    return found


@lru_cache(maxsize=1)
def word_lists() -> tuple[Mapping[str, tuple[str, ...]], Mapping[str, str]]:
    """The word lists by name, and the spellings that are folded into one."""
    lists: dict[str, tuple[str, ...]] = {}
    folds: dict[str, str] = {}
    for path in [*sorted((FOLDER / "words").glob("*.yml")), FOLDER / "words.yml"]:
        data = read(path) if path.exists() else {}
        for name, entries in (data or {}).items():
            if name == "fold":
                folds.update({str(old): str(new) for old, new in entries.items()})
            else:
                lists[str(name)] = tuple(str(entry) for entry in entries)
    return lists, folds


@lru_cache(maxsize=1)
def spoken_examples() -> tuple[str, ...]:
    """Every said and trap of examples.yml, which show how people talk."""
    data = read(EXAMPLES)
    return tuple(str(text) for both in data.values() for key in both for text in both[key])


def word_list_problems() -> list[Problem]:
    """Word lists that two files define: the later would win silently."""
    seen: dict[str, str] = {}
    found = []
    for path in [*sorted((FOLDER / "words").glob("*.yml")), FOLDER / "words.yml"]:
        for name in (read(path) or {}) if path.exists() else ():
            if name in seen and name != "fold":
                line = lines_of(path)[(str(name),)]
                found.append(Problem(path.name, line, f"{name!r} stands in {seen[name]} too"))
            seen[str(name)] = path.name
    return found


def rules_problems(path: Path = FOLDER / "rules.yml") -> list[Problem]:
    """What is wrong in the shape of the rules file."""
    data, lines = read(path), lines_of(path)
    found = []
    for name, entry in data["flags"].items():
        at = lines[("flags", name)]
        for key, text in FLAG.problems(entry):
            found.append(Problem(path.name, lines.get(("flags", name, key), at), text))
        for when in entry.get("when", ()):
            found += [Problem(path.name, at, text) for _, text in WHEN.problems(when)]
    return found


@lru_cache(maxsize=1)
def rules() -> Rules:
    """The groups and flags; `rules_problems` says what is wrong with the file."""
    data = read(FOLDER / "rules.yml")
    groups = {str(name): frozenset(members) for name, members in data["groups"].items()}
    flags = {str(name): _flag(str(name), entry) for name, entry in data["flags"].items()}
    return Rules(groups, flags)


def _flag(name: str, entry: Mapping[str, Any]) -> Flag:
    texts = {key: entry.get(key) for key in ("because", "do", "dont", "tell", "watch", "speech")}
    return Flag(
        id=name,
        concern=entry["concern"],
        tier=Tier[entry["tier"].upper()],
        action=entry["action"],
        pathway=entry.get("pathway", "medical"),
        when=tuple(map(_when, entry["when"])),
        ask_first=entry.get("ask_first"),
        texts=texts,
    )


def _when(entry: Mapping[str, Any]) -> When:
    def ids(key: str) -> tuple[str, ...]:
        return tuple(entry.get(key) or ())

    some = entry.get("at_least") or {"n": 0, "of": ()}
    return When(ids("all"), ids("any"), some["n"], tuple(some["of"]), ids("none"), ids("recent"))


def kind_of(finding: str) -> str:
    """symptom, modifier, pattern, context or event; symptom when the finding is unknown."""
    known = all_findings().get(finding)
    return known.kind if known else "symptom"


@lru_cache(maxsize=1)
def answered_signs() -> frozenset[str]:
    """What only an answer in the interview says, because it leaves open which sign it is."""
    return frozenset(read(FOLDER / "interview.yml")["answers"].values())


def unknown_names(names: Iterable[str]) -> set[str]:
    """Those of `names` that are neither a finding nor a group, and are said by no answer either."""
    return set(names) - set(all_findings()) - set(rules().groups) - answered_signs()
