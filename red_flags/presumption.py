"""The finding `cramp`, presumed of whoever says they have cramps. Knows the word, not the rules."""

from __future__ import annotations

from collections.abc import Iterator

from red_flags.context import Match, Scene
from red_flags.people import NOBODY
from red_flags.supposition import owned

CRAMP = "cramp"
ELSE = frozenset({"belly_cramps", "period_cramps", "chest_pain", "belly_pain_severe"})
WORDS = frozenset("cramp cramps cramping crampy".split())
OTHER = frozenset(
    "stomach tummy belly period menstrual abdominal bowel uterine womb writers writer gut bladder "
    "abdomen pelvic brain finger-style".split()
)
"""Before the word these make it another thing."""

THEM = frozenset("them they theyre theyve these em".split())
IT = frozenset("it its this".split())
TELLING = frozenset({"frequent", "worsening", "self_care_failed"})
"""What is said of "them" without a name here is said of cramps: "I get them every night"."""

LIMBS = frozenset("calf calves foot feet toe toes thigh thighs hamstring hamstrings".split())
TRAINING = frozenset(
    "stretch stretching stretches stretched train training run running walk walking massage massaging "
    "exercise exercises rub rubbing shave wash roll rolling swim yoga gym physio cream".split()
)
"""With these "every night" is said of what is done, not of cramps."""

TRIED = frozenset(
    "stretch stretches stretching stretched magnesium banana bananas pickle potassium electrolytes "
    "plan massage massaging".split()
)
"""What people try for cramps."""

BRIEF = 8
"""Words: in so short a message "it" is the cramp too."""

AVOIDED = frozenset("avoid avoiding prevent preventing against".split())


def presumed(scene: Scene, barred: frozenset[int]) -> Iterator[Match]:
    """Cramps said of somebody in so many words, where no pattern has found them.

    Never for a pure question: somebody must own the sentence or have another sign in the message.
    `barred` are words that a "never" pattern of the finding has taken.
    """
    if any(match.finding == CRAMP for match in scene.matches):
        return
    barred |= {i for match in scene.matches if match.finding in ELSE for i in match.used}
    others = any(
        match.kind != "modifier" and scene.status(match) == "present" for match in scene.matches
    )
    for i, word in enumerate(scene.words):
        if word not in WORDS or i in barred or (i and scene.words[i - 1] in OTHER):
            continue
        if not AVOIDED.isdisjoint(scene.words[max(0, i - 3) : i]):
            continue
        match = Match(CRAMP, "symptom", (i,), frozenset({i}))
        start, end = scene.sentence(match)
        mine = others or owned(scene, start, end, match)
        if mine and scene.person(match) != NOBODY and scene.status(match) == "present":
            yield match
            return
    yield from _unnamed(scene)


def _unnamed(scene: Scene) -> Iterator[Match]:
    """As in "they've been getting worse": cramps without their name, where nothing else is named."""
    if any(match.kind in ("symptom", "event") for match in scene.matches):
        return
    for match in scene.matches:
        if match.finding not in TELLING or scene.status(match) != "present":
            continue
        start, end = scene.sentence(match)
        named = THEM | IT if len(scene.words) <= BRIEF else THEM
        if match.finding == "frequent" and TRAINING.isdisjoint(scene.words):
            named = named | LIMBS
        if match.finding == "self_care_failed" and not TRIED.isdisjoint(scene.words):
            named = named | set(scene.words[start:end])
        for i in range(start, end):
            if scene.words[i] in named:
                yield Match(CRAMP, "symptom", (i,), frozenset({i}))
                return
