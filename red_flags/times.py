"""When it was: now, lately and gone, or long past. Knows what history still counts."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from red_flags.clauses import JOINS
from red_flags.past import (
    AFTER_ENDED,
    CHILDHOOD,
    ENDED,
    FULLY,
    GONE,
    LONG_AGO,
    NOT_GONE,
    WEEKS_AGO,
    WHEN_GONE,
)
from red_flags.people import PERSONS
from red_flags.record import SELF, Status

if TYPE_CHECKING:
    from red_flags.context import Match, Scene

YOUNG = frozenset(
    "young younger little small tiny kid child boy girl teen teenager teenage baby toddler student "
    "at in pregnant carrying expecting".split()
)
"""After "when I was" these put it in the past; "when I was running" may be today."""

AT_YOUNG_AGE = frozenset(("at", str(years)) for years in range(13, 30))
"""Past at the end of a sentence; "at 4" may be four o'clock today."""

AT_PRESENT = frozenset("im its hes shes theyre".split())
"""A clause that begins so tells of now: "operated years back and I'm weak"."""

_TALE = tuple(
    (word,)
    for word in "teased talk talked laugh laughing joke remember hear dine blame tell".split()
)
"""After "still" these tell of what is said of it today, not that it goes on."""

WELL = frozenset(
    "fine well ok okay better good not gone normal alright safe place bell fiddle grand clear perfect "
    "trouble problem problems bother issues nothing none".split()
)
"""Before "since" or "now" these say that all is well."""

STILL = frozenset("still started starting began begun keeps keep again ongoing constantly".split())
PAST_VERBS = frozenset(
    "had was were got did happened took went broke came felt hurt woke used ran drank stopped "
    "started lost gave swelled quit locked clawed finished stepped bled tried bit bitten fell cut "
    "wet kept made couldnt didnt wasnt threw spent once been".split()
)
COUNTS = frozenset("past_clot clot_risk_other neck_surgery infant older_age".split())
"""History that still counts, however long ago (specification, section 3)."""

CHRONIC = frozenset(
    "kidney_disease dialysis liver_disease diabetes thyroid_or_parathyroid heart_disease "
    "high_blood_pressure poor_circulation known_neuropathy sickle_cell".split()
)
"""Conditions last from when they were found, unless they are said to be over."""

NEVER_TILL = frozenset("never not no nothing didnt hadnt fine ok okay well good better".split())
"""With these before "until last year" it is what came then that is there now."""

DEAD = frozenset("died deceased".split())

PRESENT = frozenset(
    "is are has have am im its hes shes theyre thats feels hurts keeps cant wont now still aches "
    "looks gets isnt arent hasnt doesnt dont".split()
)
"""With these a part of a sentence tells of today, whatever time stands beside it."""

RECENT = PRESENT | frozenset("yesterday today".split())
"""With these in its clause a sign is no old habit, though another clause says "used to"."""


def when(scene: Scene, match: Match) -> Status:
    """present, recent or past."""
    start, end = scene.sentence(match)
    if _dead(scene.words[start:end], scene.person(match)):
        return "past"
    if match.finding in COUNTS:
        return "present"
    first, last = _told_in(scene, match)
    young = _childhood(scene, first, last) or _young(scene, first, last)
    if young or (match.finding not in CHRONIC and _until(scene, match)):
        return "past"
    if match.finding in CHRONIC:
        over = _gone(scene, match, start, end) or scene.has(("in remission",), start, end)
        return "past" if over else "present"
    far = _far(scene, match, first, last)
    if _gone(scene, match, start, end):
        return "past" if far or match.kind == "context" else "recent"
    if _used_to(scene, match, first, last):
        return "past"
    if not far or (match.kind != "modifier" and _goes_on(scene, start, end)):
        return "present"
    return "past" if match.kind == "modifier" or _past_verb(scene, start, end) else "present"


def _told_in(scene: Scene, match: Match) -> tuple[int, int]:
    """Where its time is told: in its sentence, or in its clause when that begins anew with "I'm"."""
    start, end = scene.clause(match.used[0])
    first = next((word for word in scene.words[start:end] if word not in JOINS), "")
    return (start, end) if first in AT_PRESENT else scene.sentence(match)


def _childhood(scene: Scene, start: int, end: int) -> bool:
    """As in "in primary school", but not "she's in primary school"."""
    text = f" {' '.join(scene.words[start:end])} "
    for phrase in CHILDHOOD:
        at = text.find(f" {phrase} ")
        if at >= 0:
            return not text[:at].endswith((" shes", " hes", " is", " im", " still", " theyre"))
    return False


def _young(scene: Scene, start: int, end: int) -> bool:
    """As in "When I was a kid", "when she was 7", but not "when I was running"."""
    row = scene.words[start:end]
    for k in range(len(row) - 3):
        if row[k] == "when" and row[k + 1] in ("i", "he", "she") and row[k + 2] == "was":
            after = row[k + 3]
            if after in YOUNG or after.isdigit():
                return True
            if after in ("a", "an", "just", "only") and not YOUNG.isdisjoint(row[k + 4 : k + 6]):
                return True
    return False


def _dead(row: tuple[str, ...], person: str) -> bool:
    """As in "My late uncle", "my gran who died", but not "gran talks to her mum, who died"."""
    if person == SELF:
        return False
    for k, word in enumerate(row):
        if word in DEAD:
            named = [PERSONS[who] for who in row[:k] if who in PERSONS]
            if not named or person in (named[-1], "other"):
                return True
    return any(one == "late" and two in PERSONS for one, two in pairwise(row))


def _far(scene: Scene, match: Match, start: int, end: int) -> bool:
    acute = match.kind in ("symptom", "pattern")
    for i in range(start, end):
        for phrase, weeks in _FAR_BY_FIRST.get(scene.words[i], ()):
            same = (acute or not weeks) and scene.words[i : i + len(phrase)] == phrase
            if same and not _compared(scene, match, i, start) and _timed(scene, match, i):
                return True
    for i in range(start, end):
        if (
            _year(scene.words[i])
            and not _compared(scene, match, i, start)
            and _timed(scene, match, i)
        ):
            return True
    return scene.words[start:end][-2:] in AT_YOUNG_AGE


def _timed(scene: Scene, match: Match, i: int) -> bool:
    """Whether the time at word `i` is the match's, as not in "swollen, I had a baby weeks ago"."""
    start, end = _piece(scene, i)
    if match.kind in ("context", "event") or any(start <= k < end for k in match.used):
        return True
    if any(
        other.kind in ("context", "event") and start <= other.used[0] < end
        for other in scene.matches
    ):
        return False
    first, last = _piece(scene, match.used[0])
    return PRESENT.isdisjoint(scene.words[first:last])


def _year(word: str) -> bool:
    return len(word) == 4 and word[:2] in ("19", "20") and word.isdigit()


def _until(scene: Scene, match: Match) -> bool:
    """As in "Was on simvastatin till 2020", but not "never had cramp until 2020"."""
    start, end = _piece(scene, match.used[-1])
    for k in range(match.used[-1] + 1, end - 1):
        if scene.words[k] in ("till", "until") and _year(scene.words[k + 1]):
            return NEVER_TILL.isdisjoint(scene.words[start:k])
    return False


def _compared(scene: Scene, match: Match, i: int, start: int) -> bool:
    """As in "Worse than last month", "since last year", "over the last year": it is so now."""
    near = scene.words[max(start, i - 5) : i]
    if not {"died", "buried", "born", "dead"}.isdisjoint(near[-3:]) and match.used[0] < i:
        # "Talking to grandad, who died in 2010."
        return True
    during = near[-2:] in (("over", "the"), ("in", "the"), ("during", "the"), ("for", "the"))
    return during or not {"than", "since", "until", "till"}.isdisjoint(near)


def _goes_on(scene: Scene, start: int, end: int) -> bool:
    row = scene.words[start:end]
    for k, word in enumerate(row):
        calm = (k > 0 and row[k - 1] in WELL) or (
            word == "now" and row[k + 1 : k + 2] in (("just",), ("only",))
        )
        calm = calm or row[k + 1 : k + 2] in _TALE
        if (word in STILL and not calm) or (word in ("since", "now") and not calm):
            return True
    return False


def _past_verb(scene: Scene, start: int, end: int) -> bool:
    return any(
        word in PAST_VERBS or (word.endswith("ed") and len(word) > 4)
        for word in scene.words[start:end]
    )


def _used_to(scene: Scene, match: Match, start: int, end: int) -> bool:
    """As in "used to get it", but not "worse than it used to be" nor "used to be weekly, now"."""
    first, stop = scene.clause(match.used[0])
    if not RECENT.isdisjoint(scene.words[first:stop]):
        start, end = first, stop
    first, stop = _piece(scene, match.used[0])
    if not RECENT.isdisjoint(scene.words[first:stop]):
        start, end = first, stop
    row = scene.words[start:end]
    for k, pair in enumerate(pairwise(row)):
        if pair == ("used", "to"):
            near = {"like", "as", "not", "never", "didnt"}.isdisjoint(row[max(0, k - 4) : k])
            if near and {"than", "what", "where"}.isdisjoint(row[:k]):
                return "now" not in row[k:] or "fine" in row[k:]
    return False


def _gone(scene: Scene, match: Match, start: int, end: int) -> bool:
    """Whether words near the match say that it is over."""
    sentence = scene.layout.sentence_of[match.used[0]] + 1
    if sentence < len(scene.layout.sentences):
        first, last = scene.layout.sentences[sentence]
        if last - first <= 8 and scene.signs.isdisjoint(range(first, last)):
            end = last
    for i in range(start, end):
        if i not in match.consumed and _over_at(scene, i, end) and _meant(scene, match, i):
            return True
    return False


def _over_at(scene: Scene, i: int, end: int) -> bool:
    if scene.words[i] == "gone":
        near = scene.words[max(0, i - 2) : i]
        near = near[:1] if near[-1:] == ("just",) else near[-1:]
        if not WHEN_GONE.isdisjoint(near) or (near and near[0].isdigit()):
            # "The week just gone", "about 20 of the tablets gone": a time, or a number.
            return False
    fully = not FULLY.isdisjoint(scene.words[i + 1 : i + 2])
    fully = fully and scene.words[i] in ("went", "gone", "cleared")
    for phrase in _BY_FIRST.get(scene.words[i], ()):
        there = i + len(phrase)
        if scene.words[i:there] != phrase:
            there += 1
            if not fully or (scene.words[i], *scene.words[i + 2 : there]) != phrase:
                continue
        before = scene.words[scene.clause(i)[0] : i]
        if not NOT_GONE.isdisjoint(before[-3:]) and phrase[0] not in ("no", "not"):
            continue
        last = there >= end or bool(scene.breaks[there])
        goes_on = there > i + len(phrase) or (not last and scene.words[there] not in AFTER_ENDED)
        if " ".join(phrase) in ENDED and not last and goes_on:
            continue
        return True
    return False


_BY_FIRST: dict[str, list[tuple[str, ...]]] = {}
for _phrase in GONE:
    _BY_FIRST.setdefault(_phrase.split()[0], []).append(tuple(_phrase.split()))


_FAR_BY_FIRST: dict[str, list[tuple[tuple[str, ...], bool]]] = {}
for _phrase in (*LONG_AGO, *WEEKS_AGO):
    _FAR_BY_FIRST.setdefault(_phrase.split()[0], []).append(
        (tuple(_phrase.split()), _phrase in WEEKS_AGO)
    )


def _meant(scene: Scene, match: Match, i: int) -> bool:
    """Whether "gone" at word `i` is said of the match, and not of a sign nearer to it."""
    start, end = _piece(scene, i)
    inside = [k for k in scene.signs if start <= k < end and k != i]
    if inside:
        return any(start <= k < end for k in match.used)
    return match.used[0] < i


def _piece(scene: Scene, i: int) -> tuple[int, int]:
    """The words between two commas or clause ends around word `i`."""
    start, end = scene.clause(i)
    while i > start and not scene.breaks[i] and scene.words[i] not in ("and", "but"):
        i -= 1
    stop = i + 1
    while stop < end and not scene.breaks[stop] and scene.words[stop] not in ("and", "but"):
        stop += 1
    return i, stop
