"""Whether a sign is told of others: by a leaflet, a film, a lesson; planned, or a comparison."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from red_flags.context import Match, Scene

NAMED = (
    "say about",
    "says about",
    "said about",
    "part about",
    "part on",
    "bit about",
    "bit on",
    "section on",
    "section about",
    "chapter on",
    "page on",
    "page about",
    "module on",
    "paper on",
    "essay on",
    "dissertation on",
    "exam on",
    "test on",
    "exams on",
    "project on",
    "assignment on",
    "lesson on",
    "lecture about",
    "letters about",
    "leaflets about",
    "swears by",
    "cure for",
    "remedy for",
    "known for",
    "quiz on",
    "quiz about",
    "talk on",
    "talk about",
    "poster on",
    "leaflet on",
    "leaflet about",
    "video on",
    "video about",
    "studying",
    "revising",
    "revision on",
    "learning about",
    "teaching about",
    "writing about",
    "researching",
)
"""What follows these is a subject that somebody reads, teaches or writes about."""

COVERED = frozenset(
    "did do does covered cover studied study taught teach treat treats learn".split()
)
"""After "we" or "I" these tell of lessons and of work: "we did seizures and strokes today"."""

LESSON = frozenset(
    "training trainee class lesson course college school uni university exam revising revision "
    "tomorrow module placement lecture ward clinic students".split()
)
SOURCES = frozenset(
    "leaflet leaflets poster posters headline headlines article articles advert adverts brochure "
    "documentary podcast newspaper nhs webpage magazine textbook encyclopedia lecturer meme "
    "character".split()
)
"""What tells of people in general: "the leaflet says heart failure swells both ankles"."""

SHOWN = frozenset(
    "news radio tv telly film films movie movies soap tiktok youtube cartoon video".split()
)
"""These tell of others where something is "on" or "in" them, or they "say" it."""

SAYING = frozenset("says said showed shows about where who whose when character".split())

AIRED = frozenset("news radio tv telly".split())

BROADCAST = frozenset("nights weeks that latest new tv good favourite soap next watched".split())

WATCHING = frozenset("watching sat sitting front before since after during through".split())
"""With these before, they are only what somebody was doing, or when."""

FILMED = frozenset("took taken filmed recorded shot".split())
"""With these a video shows somebody who is there: "took a video, his lips are blue"."""

READ = frozenset("read learned heard saw says said".split())
WARNED = (
    "look out for",
    "watch for",
    "watch out for",
    "to check for",
    "checked for",
    "check for",
    "check whether",
    "asked about",
    "on the lookout for",
    "looked for",
    "looking for",
    "screened for",
    "screened me for",
    "tested for",
)
"""What follows these has only been named."""

PLANNED = ("thinking of", "thinking about", "talked about", "considering", "offered me", "offered")
"""A medicine or event after these is not there yet."""

GENERALLY = (
    "commoner in",
    "more common in",
    "less common in",
    "is typically",
    "typically strike",
    "are typically",
    "commonly become",
    "commonly get",
    "is normally felt",
    "is widely",
    "are widely",
    "is given for",
)
"""How a textbook speaks."""

LIKENED = frozenset({"toxin_or_bite", "limb_injury", "dirty_wound"})
"""What a pain is compared with: "like a bee sting", "felt like a kick"."""

OWN = frozenset("my im ive myself our mine".split())


def likened(scene: Scene, match: Match) -> bool:
    """As in "Like a bee sting in the calf", but not "looks like a bee sting"."""
    start = scene.clause(match.used[0])[0]
    for i in range(max(start, match.used[0] - 4), match.used[-1]):
        if scene.words[i] == "like" and scene.words[i + 1] in ("a", "an", "being", "when", "after"):
            return LOOKS.isdisjoint(scene.words[max(start, i - 2) : i])
    return False


LOOKS = frozenset("looks look looked looking seems just sounds things stuff something".split())
"""Before "like a" these guess what it is."""


def of_others(scene: Scene, match: Match, start: int, end: int) -> bool:
    """As in "The leaflet says …", "told to look out for …", "thinking of putting me on …"."""
    clause = scene.clause(match.used[0])
    first = max(clause[0], match.used[0] - 6)
    # Up to the last word of the match, as its pattern may have taken these words too.
    if scene.has(WARNED, first, match.used[-1]):
        return True
    if scene.has(NAMED, first, match.used[0]) or _taught(scene, match, start, end):
        return True
    if _of_work(scene, match, start, end) or _misheard(scene, match, start, end):
        return True
    if match.kind in ("context", "event") and scene.has(PLANNED, first, match.used[-1]):
        return True
    row = scene.words[start:end]
    done = {verb for who, verb in pairwise(row) if who == "i"}
    if not OWN.isdisjoint(row) or "me" in row or not done <= READ:
        return False
    told = (not SOURCES.isdisjoint(row) or _shown(row)) and FILMED.isdisjoint(row)
    learned = not done.isdisjoint(("read", "learned"))
    return told or learned or scene.has(GENERALLY, start, end)


def _shown(row: tuple[str, ...]) -> bool:
    """As in "on the telly", "the news said", but not "sat watching telly"."""
    for k, word in enumerate(row):
        # "A syncopal episode" is no soap's.
        if word == "episode" and not BROADCAST.isdisjoint(row[max(0, k - 2) : k]):
            return True
        if word in SHOWN:
            before, after = row[max(0, k - 4) : k], row[k + 1 : k + 4]
            if not SAYING.isdisjoint(after) or not {"saw", "seen", "heard"}.isdisjoint(before):
                return True
            near = word not in AIRED or not {"on", "in", "from"}.isdisjoint(before)
            if near and WATCHING.isdisjoint(before):
                return True
    return False


TRADES = frozenset(
    "paramedic paramedics midwife nurse doctor medic carer vet firefighter police lifeguard actor "
    "pharmacist novelist novel novels author teacher instructor trainer physio undertaker "
    "lifeguards".split()
)
WORKING = frozenset("see treat deal handle attend write teach dispense meet draw do".split())
DAILY = ("daily", "all day", "all night", "every day", "every shift", "mostly", "for a living")

GADGETS = frozenset(
    "dictation autocorrect phone keyboard siri alexa app tablet voice speech spellcheck it".split()
)
TYPED = frozenset("typed wrote heard put printed changed corrected writes types hears".split())


def _of_work(scene: Scene, match: Match, start: int, end: int) -> bool:
    """As in "As a paramedic I see heart attacks daily", "midwife, deal with bleeding all night"."""
    row = scene.words[start:end]
    if TRADES.isdisjoint(row) or not scene.has(DAILY, start, end):
        return False
    first, last = scene.clause(match.used[0])
    before = scene.words[max(start, match.used[0] - 5) : match.used[-1]]
    somebody = {"my", "her", "his", "their", "she", "he", "have", "ive"}
    return not WORKING.isdisjoint(before) and somebody.isdisjoint(scene.words[first:last])


def _misheard(scene: Scene, match: Match, start: int, end: int) -> bool:
    """As in "My dictation typed seizure when I said Caesar salad"."""
    row = scene.words[start : match.used[0] + 1]
    if GADGETS.isdisjoint(row) or TYPED.isdisjoint(row[-4:]):
        return False
    return scene.has(("i said", "i meant", "i mean", "should read"), match.used[0], end)


def _taught(scene: Scene, match: Match, start: int, end: int) -> bool:
    """As in "We did seizures and strokes today and tomorrow is cramp", of a course."""
    if LESSON.isdisjoint(scene.words[start:end]):
        return False
    before = scene.words[max(start, match.used[0] - 6) : match.used[0]]
    return any(
        one in ("we", "i") and two in COVERED and "not" not in before
        for one, two in pairwise(before)
    ) and {"my", "have", "had", "got"}.isdisjoint(before)
