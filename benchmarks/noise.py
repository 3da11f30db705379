"""Spoils sentences the way people and machines do: seeded, one kind of noise at a time."""

from __future__ import annotations

import random
import re
import string
from collections.abc import Callable

from benchmarks.scale import SEED

Noise = Callable[[str, random.Random], str]
"""Makes a spoilt sentence of a clean one."""

WORD = re.compile(r"[A-Za-z']+")
SHORTEST = 4
"""Shorter words are seldom misspelt."""
SHARE = 0.2
"""Of the words that may be spoilt, so many are; at least one in each sentence."""

ROWS = ["qwertyuiop", "asdfghjkl", "zxcvbnm"]


def _neighbours() -> dict[str, str]:
    near: dict[str, str] = {}
    for number, row in enumerate(ROWS):
        for place, key in enumerate(row):
            keys = row[max(place - 1, 0) : place] + row[place + 1 : place + 2]
            for other in (number - 1, number + 1):
                if 0 <= other < len(ROWS):
                    keys += ROWS[other][place : place + 1]
            near[key] = keys
    return near


NEIGHBOURS = _neighbours()


def _spoil_words(text: str, chooser: random.Random, spoil: Callable[[str], str]) -> str:
    words = [found for found in WORD.finditer(text) if len(found.group()) >= SHORTEST]
    chosen = [found for found in words if chooser.random() < SHARE]
    if words and not chosen:
        chosen = [chooser.choice(words)]
    for found in reversed(chosen):
        text = text[: found.start()] + spoil(found.group()) + text[found.end() :]
    return text


def typos(text: str, chooser: random.Random) -> str:
    """A letter left out, doubled, replaced, or two swapped."""

    def spoil(word: str) -> str:
        at = chooser.randrange(1, len(word) - 1)
        kind = chooser.randrange(4)
        if kind == 0:
            return word[:at] + word[at + 1 :]
        if kind == 1:
            return word[:at] + word[at] + word[at:]
        if kind == 2:
            return word[:at] + chooser.choice(string.ascii_lowercase) + word[at + 1 :]
        return word[:at] + word[at + 1] + word[at] + word[at + 2 :]

    return _spoil_words(text, chooser, spoil)


def keyboard_slips(text: str, chooser: random.Random) -> str:
    """A thumb that hits the key beside the right one."""

    def spoil(word: str) -> str:
        at = chooser.randrange(len(word))
        near = NEIGHBOURS.get(word[at].lower())
        return word[:at] + chooser.choice(near) + word[at + 1 :] if near else word

    return _spoil_words(text, chooser, spoil)


def no_punctuation(text: str, chooser: random.Random) -> str:
    """Lower case, and nothing but words."""
    return " ".join(re.sub(r"[^\w\s]", "", text.lower()).split())


def capitals(text: str, chooser: random.Random) -> str:
    """CAPS LOCK."""
    return text.upper()


SHORT_FORMS = {
    "you": "u", "your": "ur", "are": "r", "why": "y", "what": "wat", "please": "pls", "for": "4",
    "and": "n", "with": "w", "without": "w/o", "because": "cos", "before": "b4", "about": "abt",
    "tonight": "2nite", "night": "nite", "people": "ppl", "something": "smth", "right": "rite",
    "minutes": "mins", "doctor": "doc", "though": "tho", "through": "thru", "to": "2", "the": "da",
    "have": "hv", "would": "wud", "should": "shud", "could": "cud", "when": "wen", "going": "goin",
    "know": "no", "my": "ma", "every": "evry", "really": "rly", "thanks": "thx", "that": "dat",
}  # fmt: skip


def abbreviations(text: str, chooser: random.Random) -> str:
    """The short forms of text messages, wherever there is one."""
    return WORD.sub(lambda found: SHORT_FORMS.get(found.group().lower(), found.group()), text)


FILLERS = ["um", "uh", "like", "you know", "so", "er", "I mean", "okay so", "well"]
MISHEARD = {
    "calf": ["half", "calve", "cough"], "calves": ["carves", "halves"],
    "cramp": ["cram", "clamp", "crap", "crab", "camp"], "cramps": ["crams", "clamps", "craps", "crabs"],
    "muscle": ["mussel"], "muscles": ["mussels"], "thigh": ["tie"], "toes": ["tows"], "feet": ["feat"],
    "electrolytes": ["electro lights"], "electrolyte": ["electro light"], "quinine": ["queen nine"],
    "hamstring": ["ham string"], "statins": ["stations", "stat ins"], "magnesium": ["magnesia"],
    "vitamin": ["vita men"], "night": ["knight"], "diabetes": ["die a bee tease"], "seize": ["sees"],
    "spasm": ["spas um"], "spasms": ["spas ems"], "massage": ["message"], "heat": ["heed"],
    "ice": ["eyes"], "stretch": ["stretched"], "pregnant": ["pregnancy"], "doctor": ["docked her"],
    "dangerous": ["danger us"], "deficiency": ["the fish and see"], "dehydration": ["d hydration"],
}  # fmt: skip
"""What a speech recogniser may write instead."""
MISHEARD_AT_MOST = 1


def voice(text: str, chooser: random.Random) -> str:
    """A transcript: no case, no punctuation, filler words, one word heard wrongly where there can be."""
    words = no_punctuation(text, chooser).split()
    places = [place for place, word in enumerate(words) if word in MISHEARD]
    for place in chooser.sample(places, min(MISHEARD_AT_MOST, len(places))):
        words[place] = chooser.choice(MISHEARD[words[place]])
    for _ in range(1 + len(words) // 8):
        words.insert(chooser.randint(0, len(words)), chooser.choice(FILLERS).lower())
    return " ".join(words)


KINDS: dict[str, Noise] = {
    "typing mistakes": typos,
    "keyboard slips": keyboard_slips,
    "no punctuation": no_punctuation,
    "ALL CAPS": capitals,
    "abbreviations": abbreviations,
    "voice": voice,
}


def spoilt(texts: list[str], kind: str) -> list[str]:
    """`texts` with one kind of noise, the same each time."""
    chooser = random.Random(SEED)
    return [KINDS[kind](text, chooser) for text in texts]
