"""Emergency, urgent, crisis and poison numbers by region. Knows regions.yml; guesses nothing."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from red_flags.knowledge import FOLDER
from red_flags.schema import read
from red_flags.text import words_of

NEUTRAL = "neutral"
KINDS = ("emergency", "urgent", "crisis", "poison")

HERE = tuple(
    tuple(cue.split())
    for cue in (
        "im in",
        "i am in",
        "im living in",
        "im staying in",
        "im based in",
        "i live in",
        "we live in",
        "we live here in",
        "we are in",
        "living in",
        "based in",
        "i live here in",
        "im here in",
        "here in",
        "im calling from",
        "calling from",
        "writing from",
        "my country is",
        "on holiday in",
        "on vacation in",
        "travelling in",
        "traveling in",
    )
)
"""Words after which a country is where the person is now. "I'm from" says where somebody was born."""

NOT_NOW = frozenset("was were used if when not dont never until before last".split())
"""Just before those words these put it in another time, or deny it."""

_WE_ARE = re.compile(r"\bwe['’]re\b", re.IGNORECASE)
"""Without its apostrophe it would be "were"."""

BESIDE = frozenset("hi hello the by way btw and so im i am in here now ok well from".split())
"""What may stand around a country in a message that says nothing else."""


@dataclass(frozen=True)
class Region:
    """Texts to put into sentences; neutral wording where a number is not verified."""

    code: str
    name: str
    """As in a sentence: "United Kingdom", "your country"."""
    emergency: str
    urgent: str
    crisis: str
    poison: str
    spoken: tuple[str, ...]
    """The same four as a voice says them."""

    def as_words(self, *, speech: bool = False) -> dict[str, str]:
        """The four texts by name and the region's own as `country`, for `str.format`."""
        written = (self.emergency, self.urgent, self.crisis, self.poison)
        words = dict(zip(KINDS, self.spoken if speech else written, strict=True))
        return {**words, "country": self.name}


@lru_cache(maxsize=1)
def _regions() -> tuple[dict[str, Region], dict[str, str]]:
    data = read(FOLDER / "regions.yml")
    entries = {**data.get("regions", {}), NEUTRAL: data[NEUTRAL]}
    neutral = entries[NEUTRAL]
    found, names = {}, {}
    for code, entry in entries.items():
        texts = [entry.get(kind) or neutral[kind] for kind in KINDS]
        written = {kind: text["text"] for kind, text in zip(KINDS, texts, strict=True)}
        spoken = tuple(text["speech"] for text in texts)
        name = str(entry["name"])
        found[str(code)] = Region(code=str(code), name=name, spoken=spoken, **written)
        for name in (code, *(entry.get("codes") or ()), *(entry.get("aliases") or ())):
            names[_even(str(name))] = str(code)
    return found, names


def _even(name: str) -> str:
    return " ".join(words_of(name).words)


def region(code_or_name: str | None) -> Region:
    """The region of a code ("GB", "en-GB") or of a name that people say; neutral when unknown."""
    found, names = _regions()
    for name in (code_or_name or "", (code_or_name or "").replace("_", "-").rpartition("-")[2]):
        if _even(name) in names:
            return found[names[_even(name)]]
    return found[NEUTRAL]


def said_region(text: str) -> tuple[str, bool] | None:
    """The code of the region that the person says they are in, and whether the text says no more.

    A country counts only after words such as "I'm in", or when it is the whole message: who
    asks about cramps in Japan may be anywhere.
    """
    words = words_of(_WE_ARE.sub("we are", text)).words
    if words == ("us",) and not text.isupper():
        return None
    for start in range(len(words)):
        for length in range(min(_longest(), len(words) - start), 0, -1):
            code = _aliases().get(words[start : start + length])
            if not code:
                continue
            rest = (*words[:start], *words[start + length :])
            bare = set(rest) <= {"the"}
            if bare or _here(words[:start]):
                return code, set(rest) <= BESIDE
            break
    return None


def _here(before: tuple[str, ...]) -> bool:
    if before[-1:] == ("the",):
        before = before[:-1]
    for cue in HERE:
        if before[-len(cue) :] == cue:
            return NOT_NOW.isdisjoint(before[: -len(cue)][-3:])
    return False


@lru_cache(maxsize=1)
def _aliases() -> dict[tuple[str, ...], str]:
    regions = read(FOLDER / "regions.yml")["regions"]
    return {
        words_of(str(alias)).words: str(code)
        for code, entry in regions.items()
        for alias in entry.get("aliases") or ()
    }


@lru_cache(maxsize=1)
def _longest() -> int:
    return max(map(len, _aliases()))
