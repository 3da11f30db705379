"""Which words deny, how far, and what ends it. Knows figures of speech that only look so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from red_flags.body import PART_OF
from red_flags.clauses import REASONS, TURNS
from red_flags.people import SELVES

if TYPE_CHECKING:
    from red_flags.context import Match, Scene

WINDOW = 6
"""Words that a denial reaches, when it is no list."""

LIST = 14
"""Words that a list of denied things may have."""

LINKS = frozenset({"or", "nor"})
"""These hold such a list together."""

DENIALS = frozenset(
    "no not never without isnt arent wasnt werent dont doesnt didnt havent hasnt hadnt aint "
    "neither nor denies denied deny none negative nope lack absence nah minus nowt zero 0 "
    "nobody nobodys".split()
)

ENDS_LIST = DENIALS | SELVES | TURNS | REASONS | frozenset("just only is its very".split())
"""With these before the next "or" a comma has ended the list."""

REPORTED = frozenset("denies denied deny".split())
"""A doctor's list of what is denied has no "or"."""

AFFIRMING = frozenset(
    "has is had reports reported complains complaining but now says admits c/o co feels still noted "
    "he she i his her my they the positive cramp cramps examination exam on obs bp hr".split()
)
"""After the comma of a list of denied things these begin what is there."""

UNABLE = frozenset("cant couldnt".split())
SEEING = frozenset("see find notice detect spot".split())

AFTER_NO = frozenset(
    "better relief improvement idea clue doubt wonder matter joke reason warning 1 luck "
    "point explanation my i im ive the its he she hes shes his her it they there theres yes "
    "difference change improving longer let-up letup end stopping".split()
)
AFTER_NOT = frozenset(
    "better improving helping working stopping going settling easing right good well normal ok "
    "okay fine able sure only just long clear knowing know certain letting shifting budging "
    "responding great nice pleasant happy to until til enough sleeping coping gonna joking "
    "kidding lying".split()
)
AFTER_DONT = frozenset(
    "know understand want care worry like let wanna mean remember why how what".split()
)
"""After these words a denial word denies something else than the sign."""

AFTER_WITHOUT = frozenset("warning reason stopping relief help moving any1 fail".split())

UNDONE = frozenset("cant couldnt never unable not hardly barely".split())
"""Before "without" these make it positive: "can't walk without gasping"."""

CLAUSAL = frozenset("think believe chance way suspect reckon".split())
"""After these the denial reaches into the next clause: "I don't think my leg is swollen"."""

QUALIFIERS = frozenset(
    "when rest resting else elsewhere other while unless except lying sitting walking yet "
    "before severe constant both".split()
)
"""With these a denial is of a part only, and takes nothing back."""

AFFIRMED = (
    "like this",
    "this bad",
    "so bad",
    "like that",
    "as bad",
    "such",
    "worse",
    "until",
    "till",
    "before now",
    "this much",
    "anything like",
)
"""With these "never" says that it is there now, and worse than ever."""


LIKEWISE = frozenset({"or", "nor", "and"})
"""Before "anything like that" these go on denying: "not short of breath or anything like that"."""

EXCLUDED = ("ruled out", "tested negative for", "negative for", "clear of")
"""What follows these is not there."""

CLEARED = (
    "came back normal",
    "came back clear",
    "came back fine",
    "came back negative",
    "was ruled out",
    "been ruled out",
    "all clear",
    "perfectly normal",
    "is intact",
    "and i refused",
    "but i refused",
    "and i havent got it",
    "and i dont have it",
)
"""A condition before these is not there. A symptom is: "chest pain, but the ECG was all clear"."""

NOT_FOUND = ("found none", "found nothing", "saw none", "there is none", "there was none")
"""After a sign these say that somebody has looked for it in vain."""

WELL = frozenset({"fine", "perfectly"})
"""Right after a sign, and last in its piece, these say that it is none."""

DISOWNED = tuple(
    tuple(phrase.split())
    for phrase in (
        "i dont have them",
        "i dont have it",
        "i dont have that",
        "i dont have any",
        "i dont have any of that",
        "i havent got them",
        "i havent got it",
        "i havent got that",
        "i havent got any of that",
    )
)
"""At the end of a sentence these take back what is said to run in the family."""

FAMILY = ("in my family", "in the family", "in our family")


def denied(scene: Scene, match: Match) -> bool:
    """Whether a denial reaches a word of the match."""
    start, end = scene.sentence(match)
    for i in range(start, min(end, match.used[-1])):
        named = i + 1 in match.used and scene.words[i] != "dont"
        if i in match.consumed or not denies(scene, i, end, named=named):
            continue
        if scene.elsewhere(i, match) or _contrasts(scene, i, end):
            continue
        stop = reach(scene, i, end, match)
        if any(i < used < stop for used in match.used):
            return True
    return (
        _nothing(scene, match, start)
        or _excluded(scene, match)
        or _denied_after(scene, match, end)
        or _disowned(scene, match, end)
    )


def _nothing(scene: Scene, match: Match, start: int) -> bool:
    """As in "Nothing puffed up", "nothing numb": the sign itself follows at once."""
    return any(
        i > start and scene.words[i - 1] == "nothing" and i - 1 not in match.consumed
        for i in match.used
    )


def _disowned(scene: Scene, match: Match, end: int) -> bool:
    """As in "Swollen ankles run in my family but I don't have them"."""
    if not scene.has(FAMILY, match.used[-1], end):
        return False
    for i in range(match.used[-1], end):
        for phrase in DISOWNED:
            last = i + len(phrase)
            ended = last >= end or bool(scene.breaks[last])
            if ended and scene.words[i:last] == phrase:
                return True
    return False


def _excluded(scene: Scene, match: Match) -> bool:
    """As in "They ruled out neuropathy", "kidney function came back normal"."""
    start = max(scene.clause(match.used[0])[0], match.used[0] - 6)
    if scene.has(EXCLUDED, start, match.used[0]):
        return True
    if match.kind != "context":
        return False
    last = match.used[-1] + 1
    return scene.has(CLEARED, last, min(last + 8, scene.sentence(match)[1]))


def denies(scene: Scene, i: int, end: int, *, named: bool) -> bool:
    """Whether the word denies what follows, and is not a figure of speech.

    `named`: the next word belongs to the sign itself ("no change in my bladder").
    """
    word = scene.words[i]
    rest = scene.words[i + 1 : end]
    after = rest[0] if rest and not named else ""
    if word in UNABLE:
        return after in SEEING
    if word not in DENIALS:
        return False
    if word in ("never", "not", "didnt", "havent", "hadnt", "no") and _affirmed(scene, i, end):
        return False
    if word == "without" and not UNDONE.isdisjoint(scene.words[scene.clause(i)[0] : i]):
        return False
    if word in ("no", "nope", "nah"):
        comma = rest and scene.breaks[i + 1]
        return not comma and after not in AFTER_NO
    if word in ("dont", "doesnt", "didnt"):
        puzzled = after == "get" and rest[1:2] in (("why",), ("how",), ("it",))
        return after not in AFTER_DONT and not puzzled
    return after not in (AFTER_WITHOUT if word == "without" else AFTER_NOT)


def _affirmed(scene: Scene, i: int, end: int) -> bool:
    """As in "Never had pain like this", but not "no pain or anything like that"."""
    row = scene.words
    for k in range(i, end):
        if row[k] in ("anything", "owt", "something") and row[k - 1] in LIKEWISE:
            return False
    return scene.has(AFFIRMED, i, end)


def reach(scene: Scene, i: int, end: int, match: Match) -> int:
    """One past the last word that the denial at `i` reaches."""
    clausal = not CLAUSAL.isdisjoint(scene.words[i : i + 3])
    listed = _is_list(scene, i, end) or scene.words[i] in REPORTED
    for j in range(i + 1, end):
        word = scene.words[j]
        if j in scene.layout.bounds and not clausal:
            return j
        if (word in TURNS or word in REASONS) and j not in match.used:
            return j
        if scene.breaks[j] and not (listed and _goes_on(scene, i, j, end)):
            return j
        if j > i + (LIST if listed else WINDOW + 2 * clausal):
            return j
        clausal = clausal and j not in scene.layout.bounds
    return end


def _contrasts(scene: Scene, i: int, end: int) -> bool:
    """As in "not leg, tummy": the place is denied, not the sign."""
    parts = {PART_OF.get(word) for word in scene.words[i + 1 : end][:2]}
    return scene.words[i] == "not" and len(parts) == 2 and None not in parts


def _is_list(scene: Scene, i: int, end: int) -> bool:
    """Whether "or" or "nor" holds together what is denied."""
    return not LINKS.isdisjoint(scene.words[i + 1 : min(i + LIST, end)])


def _goes_on(scene: Scene, i: int, j: int, end: int) -> bool:
    """Whether after the comma at `j` the list goes on: "…, redness or heat"."""
    if scene.words[i] in REPORTED:
        # "Denies chest pain, SOB, calf tenderness": a list without its "or".
        piece = next((k for k in range(j + 1, end) if scene.breaks[k]), end)
        return AFFIRMING.isdisjoint(scene.words[j : min(piece, j + 3)])
    for word in scene.words[j : min(j + LIST, end)]:
        if word in LINKS:
            return True
        if word in ENDS_LIST:
            return False
    return False


def _denied_after(scene: Scene, match: Match, end: int) -> bool:
    """As in "Swelling: none", "chest pain no", "looked for redness and warmth and found none"."""
    if scene.has(NOT_FOUND, match.used[-1] + 1, min(match.used[-1] + 8, end)):
        return True
    i = match.used[-1] + 1
    if i >= end or (i in scene.taken and scene.words[i] not in WELL):
        return False
    ended = i + 1 >= end or bool(scene.breaks[i + 1])
    if scene.words[i] in WELL and ended and not scene.breaks[i]:
        # "I can walk fine, feel my toes perfectly."
        return match.kind == "symptom"
    after = scene.words[i + 1] if i + 1 < end else ""
    if scene.words[i] in ("none", "absent", "negative", "nil", "no", "nope", "denied"):
        return ended
    return scene.words[i] in ("not", "isnt") and after in ("present", "there")


def partial(scene: Scene, match: Match) -> bool:
    """Whether only a part is denied: "no pain at rest", "not swollen anywhere else"."""
    end = scene.clause(match.used[-1])[1]
    return not QUALIFIERS.isdisjoint(scene.words[match.used[0] : end])
