"""A reply to what was offered: "the second one", "2", "both", "yes", "none of these". Knows no sentences."""

from __future__ import annotations

from collections.abc import Sequence

ORDINALS = {"first": 0, "second": 1, "third": 2, "fourth": 3, "fifth": 4, "last": -1}
LETTERS = "abc"

_COUNTING = frozenset("number nr no option choice st nd rd th".split())
_PICKING = frozenset(
    "the 1 2 3 4 5 and what about tell me more on pick choose take id i ill want like would please pls "
    "ok okay um uh yes a b c it is thing was again that then say go for".split()
)
_ALL = frozenset("both all each of them those these everything the please 2 3 yes".split())
_EVERY = frozenset("both all each everything".split())

_YES = frozenset("yes yeah yep yup yea yess sure please definitely absolutely".split())
_WITH_YES = frozenset(
    "please pls do go on that would be id like to i want ok okay me tell then course of lovely great 1 "
    "it love good alright now".split()
)
_NO = frozenset("no nope nah none neither".split())
_WITH_NO = frozenset("of these those them thanks thank you not the 1 really that either".split())


def place(words: Sequence[str], count: int, chosen: bool) -> int | None:
    """The place in a list of `count` that `words` name, from 0.

    `chosen`: the list was put up for a choice, so that a bare number is a place in it.
    """
    if not (_PICKING | _COUNTING).union(ORDINALS).issuperset(words):
        return None
    ordinals = [ORDINALS[word] for word in words if word in ORDINALS]
    numbers = [int(word) - 1 for word in words if word.isdigit()]
    letters = [LETTERS.index(word) for word in words if word in LETTERS]
    counted = chosen or not _COUNTING.isdisjoint(words)
    found = (
        ordinals or (numbers if counted else []) or (letters if chosen and len(words) < 3 else [])
    )
    if not found or not count or not -1 <= found[0] < count:
        return None
    return found[0] % count


def everything(words: Sequence[str]) -> bool:
    """Whether `words` ask for all that was offered."""
    return _ALL.issuperset(words) and not _EVERY.isdisjoint(words)


def agrees(words: Sequence[str]) -> bool:
    """Whether `words` are a yes that wants something; "ok" alone only takes note."""
    asked = words[0] in _YES or not _YES.isdisjoint(words)
    return asked and (_YES | _WITH_YES).issuperset(words) and tuple(words) != ("please",)


def declines(words: Sequence[str]) -> bool:
    """Whether `words` are a no and nothing else."""
    return not _NO.isdisjoint(words) and (_NO | _WITH_NO).issuperset(words)
