"""Signs said of another thing: "gums swollen", "the house is freezing, foot cramps", "leg of the chair"."""

from __future__ import annotations

from red_flags.body import PART_OF
from red_flags.clauses import Layout
from red_flags.context import Match
from red_flags.people import PERSONS

OF_A_LIMB = frozenset(
    "swelling redness warmth cold_limb pale_blue_limb leg_tenderness numbness tingling hand_spasm "
    "weakness".split()
)
OTHERS = frozenset(
    "ear ears earlobe gum gums tooth teeth molar nose nostril nostrils hair beard moustache eyebrow "
    "eyebrows eyelash eyelashes scalp tonsil tonsils nipple nipples breast breasts eye eyes eyelid "
    "eyelids sinuses gland glands".split()
)
LIMBS = frozenset("leg foot arm hand skin".split())

FURNITURE = frozenset(
    "chair table sofa bed desk stool settee couch bench tent tripod armchair lamb pork beef turkey "
    "chicken trousers jeans race relay journey trip tour stairs hill page mountain queue department "
    "cabbage lettuce broccoli garlic celery city town matter van drawer car bottle river cave tunnel "
    "needle storm bread company team school family state bridge cards church".split()
)
"""After "leg of the", "back of the" and the like no part of a body is meant."""

DETERMINERS = frozenset("the our my his her their this that a".split())
COPULAS = frozenset("is are was were has feels got went keeps gets goes looks".split())
VAGUE = frozenset(
    "1 it this that side other whole thing pain area lump muscle cramp spasm lot bit rest bottom top "
    "inside outside back front colour color swelling redness rash bruise wound flesh circulation pulse "
    "nail nails joint bone tendon achilles hip hips buttock buttocks bum glute glutes muscles patch "
    "spot bite cut scar both same".split()
)
"""As the subject of a sign these may stand for a limb."""


def elsewhere(plan: Layout, match: Match) -> bool:
    """Whether what has the sign is no limb, or no body at all."""
    words = plan.words.words
    parts = [i for i in match.used if words[i] in PART_OF]
    if parts and all(_furniture(words, i) for i in parts):
        return True
    if match.finding not in OF_A_LIMB:
        return False
    said = [i for i in match.used if words[i] not in PART_OF]
    if not said:
        return False
    first, last = _stretch(plan, said[-1])
    stretch = words[first:last]
    if any(PART_OF.get(word) in LIMBS for word in stretch):
        return False
    across = any(words[i] in PART_OF and not first <= i < last for i in match.used)
    return not OTHERS.isdisjoint(stretch) or (across and _of_a_thing(words, first, said[-1]))


def _furniture(words: tuple[str, ...], i: int) -> bool:
    """As in "the leg of my chair", "foot of the stairs"."""
    if words[i + 1 : i + 2] != ("of",):
        return False
    return not FURNITURE.isdisjoint(words[i + 2 : i + 4])


def _stretch(plan: Layout, i: int) -> tuple[int, int]:
    """The words around word `i` between two commas or clause ends."""
    start, end = plan.clauses[plan.clause_of[i]]
    first, last = i, i + 1
    while first > start and not plan.words.breaks[first]:
        first -= 1
    while last < end and not plan.words.breaks[last]:
        last += 1
    return first, last


def _of_a_thing(words: tuple[str, ...], first: int, sign: int) -> bool:
    """As in "The house is freezing", with its own subject before the sign."""
    for k in range(first, sign):
        if words[k] in COPULAS and k >= first + 2 and words[k - 2] in DETERMINERS:
            return not {words[k - 1]} & (VAGUE | PART_OF.keys() | PERSONS.keys())
    return False
