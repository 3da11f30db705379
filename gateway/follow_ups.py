"""The rules of `gateway/follow_ups.yml`: what short messages mean after an answer. Knows no state."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

ANY = "*"


@dataclass(frozen=True)
class Rule:
    """A kind of message, known by its words."""

    marks: tuple[str, ...]
    """Of these phrases at least one is said."""
    words: frozenset[str]
    """Beside them nothing else is."""
    needs: frozenset[str]
    """Of these words one is said too, where there are any."""
    to: dict[str, str]
    """What it leads to, by topic, group or `*`."""
    aside: str | None

    def matches(self, words: tuple[str, ...]) -> bool:
        """Whether `words` are a message of this kind."""
        line = f" {' '.join(words)} "
        if not any(f" {mark} " in line for mark in self.marks):
            return False
        if self.needs and self.needs.isdisjoint(words):
            return False
        # An age or an amount is any number; "one" may be a thing.
        return self.words.issuperset(word for word in words if not word.isdigit() or word == "1")


@dataclass(frozen=True)
class Rules:
    """All that `follow_ups.yml` says."""

    moves: dict[str, Rule]
    follow_ups: tuple[Rule, ...]
    filler: frozenset[str]
    group: dict[str, str]
    causeless: frozenset[str]
    lists: dict[str, tuple[str, ...]]

    def among(self, to: dict[str, str], topic: str) -> str | None:
        """The entry of `to` for `topic`: its own, its group's or everybody's, if there is one."""
        return to.get(topic) or to.get(self.group.get(topic, ANY)) or to.get(ANY)


@lru_cache(maxsize=1)
def rules() -> Rules:
    """The rules, read once."""
    content = yaml.safe_load(Path(__file__).with_suffix(".yml").read_text(encoding="utf-8"))
    filler = frozenset(content["filler"].split())

    def rule(entry: dict[str, Any]) -> Rule:
        marks = tuple(str(mark) for mark in entry["marks"])
        around = frozenset() if entry.get("alone") else filler
        known = around.union(entry["words"].split(), *(mark.split() for mark in marks))
        needs = frozenset(entry.get("needs", ()))
        return Rule(marks, known, needs, entry.get("to", {}), entry.get("aside"))

    return Rules(
        moves={name: rule(entry) for name, entry in content["moves"].items()},
        follow_ups=tuple(map(rule, content["follow_ups"])),
        filler=filler,
        group={topic: name for name, topics in content["groups"].items() for topic in topics},
        causeless=frozenset(content["causeless"]),
        lists={topic: tuple(listed) for topic, listed in content["lists"].items()},
    )
