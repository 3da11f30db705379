"""Emergency, urgent, crisis and poison numbers by region. Knows regions.yml; guesses nothing."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from red_flags.knowledge import FOLDER
from red_flags.schema import read
from red_flags.text import words_of

NEUTRAL = "neutral"
KINDS = ("emergency", "urgent", "crisis", "poison")


@dataclass(frozen=True)
class Region:
    """Texts to put into sentences; neutral wording where a number is not verified."""

    code: str
    emergency: str
    urgent: str
    crisis: str
    poison: str
    spoken: tuple[str, ...]
    """The same four as a voice says them."""

    def as_words(self, *, speech: bool = False) -> dict[str, str]:
        """The four texts by name, for `str.format`."""
        written = (self.emergency, self.urgent, self.crisis, self.poison)
        return dict(zip(KINDS, self.spoken if speech else written, strict=True))


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
        found[str(code)] = Region(code=str(code), spoken=spoken, **written)
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
