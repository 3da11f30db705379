"""Text as typed or dictated, made even: characters, words, breaks. Knows nothing of medicine."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache

NUMBERS = {
    word: str(value)
    for value, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve".split()
    )
}
"""Spelled-out numbers equal their digits."""

KEPT_S = frozenset("it he she that there what who where how here let thats".split())
"""After these an apostrophe-s is "is", and part of the word."""

JOINED = {
    f"{verb} not": f"{verb}nt"
    for verb in "could did does do is are was were has have had would should".split()
} | {"can not": "cant", "cannot": "cant", "will not": "wont", "am not": "aint"}
"""Two words that count as one, so that patterns need one form."""

SPOKEN = {"od'd": "overdosed", "oded": "overdosed", "o'clock": "oclock", "babys": "baby"}
"""Short forms that would read as another word without their apostrophe."""

LOOKALIKES = str.maketrans("аеорсухіѕԁɡոʟ’‘ʼ`´′＇", "aeopcyxisdgnl'''''''")

SOFT, HARD = 1, 2
"""A comma, dash or bracket; the end of a sentence."""

WRAP = "\v"
"""The mark of a line's end within a sentence, as where a mail program breaks lines."""

UNFINISHED = frozenset(
    "a an the my his her its our their your this that of in on at to for from by with and or but so "
    "is are was were am be if til till until than as i im ive hes shes".split()
)
"""No sentence ends with these, so a line that does goes on in the next."""

_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\ufe00-\ufe0f\ufeff\ufff9-\ufffb\U000e0000-\U000e01ef]"
)
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f]")
_INITIALS = re.compile(r"\b(?:[A-Za-z]\.){2,}")
_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,80}>")
_REPEATED = re.compile(r"([a-z])\1{2,}")
_SPACE_MISSING = re.compile(
    # "I'mcoughing"; "vitaminD", "mumIs"; ",Ifell".
    r"(?<=[A-Za-z])'(?i:[mdt]|ve|re|ll)(?=[A-Za-z]{2})"
    r"|[a-z]{2}(?=[A-Z])|(?<=[a-z],)I(?=[a-z]{2})"
)
_WORD = re.compile(
    r"\d+(?:[.,]\d+)*"
    # "t4", "b12"; but "im13" is two words.
    r"|(?!(?:im|is|at|on|in|to|of|my|am|by|or|so|he|no)\d)[^\W\d_]{1,2}\d+"
    r"|[^\W\d_]+(?:'[^\W\d_]+)*|\n|[.!?;:…,()\[\]/–—|]|-(?=\s)",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Words:
    """A text as even words, each with its place in the cleaned text."""

    text: str
    words: tuple[str, ...]
    places: tuple[tuple[int, int], ...]
    breaks: tuple[int, ...]
    """For each word the break before it: 0, SOFT or HARD."""
    marks: tuple[str, ...]
    """For each word the punctuation before it."""
    ending: str = ""
    """The punctuation after the last word."""


def clean(text: str) -> str:
    """`text` in NFKC without marks, invisible, control or broken characters; may be empty."""
    text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    text = _INVISIBLE.sub("", text)
    text = unicodedata.normalize("NFKD", text.replace("\r", "\n"))
    text = "".join(map(_plain, text)) if not text.isascii() else text
    return _CONTROL.sub("", text.replace("\t", " ").replace("\x0b", "\n").replace("\x0c", "\n"))


@lru_cache(maxsize=4096)
def _plain(char: str) -> str:
    char = char.translate(LOOKALIKES)
    if char.isascii():
        return char
    kind = unicodedata.category(char)
    if kind in ("Mn", "Me", "Cf"):
        return ""
    return char if kind[0] in "LNPZ" else " "


def even(word: str) -> str:
    """One word as it is compared: lower case, no apostrophe, numbers as digits."""
    word = SPOKEN.get(word.lower(), word.lower())
    if "'" in word:
        stem, _, tail = word.rpartition("'")
        keeps = tail != "s" or stem in KEPT_S
        word = (stem + tail if keeps else stem).replace("'", "")
    word = _REPEATED.sub(r"\1\1", word)
    return NUMBERS.get(word, word)


def words_of(text: str) -> Words:
    """The words of `text`, which need not be clean."""
    text = _TAG.sub(" ", clean(text))
    text = _INITIALS.sub(lambda found: found.group().replace(".", ""), text)
    text = _SPACE_MISSING.sub(r"\g<0> ", text)
    words: list[str] = []
    places: list[tuple[int, int]] = []
    marks: list[str] = []
    mark = ""
    for found in _WORD.finditer(text):
        piece = found.group()
        if not piece[0].isalnum():
            wraps = piece == "\n" and words and _wraps(mark, words[-1], text, found.end())
            mark += WRAP if wraps else piece
            continue
        word = even(piece.replace(",", "") if piece[0].isdigit() else piece)
        joined = JOINED.get(f"{words[-1]} {word}") if words and mark in ("", WRAP) else None
        if joined or word in JOINED:
            if joined:
                words[-1], places[-1] = joined, (places[-1][0], found.end())
                continue
            word = JOINED[word]
        words.append(word)
        places.append(found.span())
        marks.append(mark)
        mark = ""
    breaks = tuple(map(_strength, marks))
    return Words(text, tuple(words), tuple(places), breaks, tuple(marks), mark)


def _wraps(mark: str, last: str, text: str, place: int) -> bool:
    """Whether a sentence goes on in the line at `place`, after one that ends so."""
    return mark == "," or (not mark and _goes_on(last, text, place))


def _goes_on(last: str, text: str, place: int) -> bool:
    """Whether the line at `place` goes on where one ends that has `last` and no mark."""
    following = text[place : place + 40].lstrip(" ")
    first = following[:1]
    # "I" has its capital everywhere.
    own = first == "I" and not following[1:2].isalpha()
    return own or first.islower() or first.isdigit() or last in UNFINISHED


def _strength(mark: str) -> int:
    if not mark:
        return 0
    if mark == "/":
        return 0
    if any(char in "!?;\n" for char in mark):
        return HARD
    # One full stop ends a sentence; several are a pause, and people put them anywhere.
    return HARD if mark.count(".") == 1 else SOFT


@cache
def even_phrase(phrase: str) -> tuple[str, ...]:
    """The words of a phrase in a word list or pattern."""
    return words_of(phrase).words
