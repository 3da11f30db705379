"""Whether a sign is only asked about or supposed: questions without an owner, "what if"."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from red_flags.hearsay import LIKENED, OWN, likened, of_others
from red_flags.people import NOBODY
from red_flags.record import SELF

if TYPE_CHECKING:
    from red_flags.context import Match, Scene

ASKS = frozenset(
    "can could do does is are will would what whats why how hows when which should did may "
    "might who whos where wheres".split()
)
AUXILIARY = frozenset("is are do does did can could should will would may might to".split())
JUDGED = frozenset("dangerous bad normal serious harmful common worrying ok okay".split())
"""A question that ends with these asks in general: "are red legs dangerous"."""

TELLS = {
    "can": "barely hardly only just not no still see feel hear even",
    "is": "barely hardly only just not no still very so really all too quite getting always been "
    "like swollen red hot cold numb white blue pale purple warm tender weak painful sore stiff "
    "killing worse constantly",
    "do": "not",
}
NOT_ASKING = {
    word: frozenset(TELLS[key].split())
    for key, words in (("can", "can could will"), ("is", "is are has"), ("do", "do does"))
    for word in words.split()
}
"""After "can", "is" at the start these tell, and do not ask: "can barely walk"."""

PRONOUNS = frozenset("i it he she they we you my the this that anyone anybody".split())

INFORMS = (
    "tell me about",
    "is common",
    "are common",
    "difference between",
    "information on",
    "signs of",
    "symptoms of",
    "sign of",
    "symptom of",
    "risk of",
    "chance of",
    "chances of",
    "causes of",
    "cause of",
    "meaning of",
    "how common",
    "linked to",
    "prevent",
    "read that",
    "read about",
    "article about",
    "would be a bad sign",
    "essay about",
    "homework on",
    "homework about",
    "lecture on",
    "presentation on",
    "presenting a case",
)
SUPPOSES = (
    "what if",
    "what happens if",
    "suppose",
    "imagine",
    "hypothetically",
    "in case",
    "if i ever",
    "if i were",
    "if i was to",
    "if ever",
    "were to",
    "worried i might",
    "worried about getting",
    "scared of getting",
    "afraid of getting",
    "dont want to get",
    "would i",
    "what would",
    "how do i know if i",
    "how do i know if im",
    "how can i tell if i",
    "how can i tell if im",
    "how would i know",
    "class is on",
    "course is on",
)
FILLERS = frozenset(
    "anyway ok okay um uh er erm hi hello hey please separately btw quick question sorry thanks "
    "also right doctor doc nurse love mate so well".split()
)
"""With these a question may begin."""

FORWARD = frozenset("at to from in for on by after".split())
"""Before "what" or "which" these begin a question: "at what point does …"."""

CAUSING = frozenset(
    "cause causes caused causing lead leads result results trigger triggers".split()
)
MAKING = frozenset("make makes bring brings means carry carries affect affects".split())
HOLDS = frozenset(
    "is are has hurts feels keeps im ive was been looks being having aches wont cant isnt "
    "swelled".split()
)
BECOMES = frozenset("gets get goes go becomes turns starts start swells ever develops got".split())
SPECIFIC = frozenset("it its this that he she they hes shes".split())
POINTING = frozenset("the these which you".split())
"""With these before the verb somebody in particular is meant."""

GENERAL = frozenset("some most many few".split())
TIMES = tuple(
    (word,) for word in "nights days mornings evenings weeks times time of night day".split()
)
"""After "most" these tell how often, not how many people."""

TRYING = frozenset(
    "poke press touch squeeze move walk stand lie push bend sit try lift rub stretch run stop "
    "rest lean cough turn dont put climb point".split()
)
"""After "if I" these tell what brings it on: it is there."""

UNSURE = frozenset("sure know tell wondering wonder see check even as".split())
"""Before "if" these make it doubt, not supposition: "not sure if it's swollen"."""

ASIDE = tuple(
    tuple(phrase.split())
    for phrase in (
        "that matters",
        "it matters",
        "that helps",
        "it helps",
        "that makes",
        "it makes",
        "you ask",
        "i may",
        "you please",
        "you can",
        "im honest",
        "thats relevant",
        "its relevant",
        "anyone can",
        "anybody can",
    )
)
"""After "if" these suppose nothing: "I'm on the pill if that matters"."""

EFFECTS = ("if", "make", "give", "help", "cause", "turn", "stop")
ASKED = tuple((word,) for word in "you someone anyone somebody u it this i".split())
"""After "could" these ask for help or of a sign that is there: "could you help, my chest hurts"."""

JUDGING = frozenset("normal bad weird strange odd unusual serious worrying usual common".split())
"""After "is it" these, with "to", "for" or "that", ask about what is there: "is it normal to …"."""

CRISIS = frozenset({"self_harm_thoughts", "self_harm_imminent"})


CALM = frozenset("isnt wasnt hasnt doesnt didnt arent not never fine clear ok normal".split())
"""With "mine" before these nobody has it: "is swelling normal? Mine isn't swollen"."""


def supposed(scene: Scene, match: Match) -> bool:
    """Whether nobody has it."""
    start, end = scene.sentence(match)
    if match.finding not in CRISIS and of_others(scene, match, start, end):
        return True
    if match.finding in LIKENED and likened(scene, match):
        return True
    before = scene.has(SUPPOSES, start, match.used[0]) or _say(scene, start)
    if before or _conditional(scene, match) or _possible(scene, match, start, end):
        return True
    if owned(scene, start, end, match):
        return False
    if _question(scene, match, start, end) and match.finding not in CRISIS:
        return True
    some = scene.words[start] in GENERAL and scene.words[start + 1 : start + 2] not in TIMES
    return some or scene.has(INFORMS, start, end) or _of_causes(scene, match, start, end)


def _say(scene: Scene, start: int) -> bool:
    """As in "Say I fainted in the heat, who should I ring?"."""
    first = start + (scene.words[start] in ("lets", "just", "so", "ok"))
    after = scene.words[first + 1 : first + 2]
    return scene.words[first] == "say" and after in _SUPPOSED


_SUPPOSED = tuple(
    (word,) for word in "i someone somebody a my you he she they it 1 the your we".split()
)


def _possible(scene: Scene, match: Match, start: int, end: int) -> bool:
    """As in "would a slipped disc make me weak", "could I have a stroke"."""
    if _would(scene, match):
        return True
    word, after = scene.words[start], scene.words[start + 1 : start + 2]
    if word in ("explain", "define", "describe"):
        return True
    if word in ("would", "could", "will", "might") and after not in ASKED:
        effect = scene.has(EFFECTS, start, end) and scene.clause(start) == scene.clause(
            match.used[0]
        )
        if effect or (match.kind == "context" and word != "will"):
            return True
    return _asks_of_possibility(scene, match, start)


def _would(scene: Scene, match: Match) -> bool:
    """As in "…, would the leg swell or change colour", where that is its clause."""
    clause = scene.clause(match.used[0])
    i = match.used[0]
    while i > clause[0] and not scene.breaks[i]:
        i -= 1
    after = scene.words[i + 1 : i + 2]
    rest = scene.words[i : clause[1]]
    return (
        scene.words[i] == "would"
        and after in (("the",), ("it",), ("my",), ("your",), ("1",))
        and {"be", "feel", "still", "this", "have", "been", "because", "anyone"}.isdisjoint(rest)
    )


def owned(scene: Scene, start: int, end: int, match: Match) -> bool:
    """Whether somebody in the sentence has it."""
    row = scene.words[start:end]
    if any(word in OWN for word in row) or _goes_on(scene, end):
        return True
    if _asks_of_use(scene, match, start, end):
        return True
    if scene.person(match) not in (SELF, NOBODY):
        return not _at_large(scene, start)
    return any(
        row[k] in ("i", "me")
        and (k == 0 or row[k - 1] not in ASKS | {"if", "shall", "must", "tell"})
        for k in range(len(row))
    )


def _at_large(scene: Scene, start: int) -> bool:
    """As in "Can a baby get cramp", "would an old man faint"."""
    return scene.words[start] in ASKS and scene.words[start + 1 : start + 2] in (
        ("a",),
        ("an",),
        ("any",),
    )


def _goes_on(scene: Scene, end: int) -> bool:
    """As in "… in the chest? Been there since tea", "… the same as a cramp? Asking because …"."""
    words = scene.words[end : end + 3]
    if words[:1] == ("mine",) and not CALM.isdisjoint(words):
        return False
    return words[:1] in (("been",), ("mine",), ("started",), ("happening",)) or words[:2] in (
        ("asking", "because"),
        ("asking", "cos"),
        ("asking", "coz"),
        ("it", "been"),
        ("had", "it"),
        ("ive", "had"),
        ("ive", "got"),
        ("got", "1"),
        ("got", "it"),
        ("having", "1"),
        ("have", "1"),
        ("its", "happening"),
        ("happens", "now"),
    )


def _asks_of_use(scene: Scene, match: Match, start: int, end: int) -> bool:
    """As in "Dialysis tomorrow, can I take magnesium": what comes before the question is there."""
    return any(
        scene.words[i] in ("can", "should", "shall", "could")
        and scene.words[i + 1] == "i"
        and scene.breaks[i]
        for i in range(match.used[-1], end - 1)
    )


def _opening(scene: Scene, start: int, end: int) -> int:
    """Where the sentence begins after "anyway", "ok so", "hi doctor"."""
    first = start
    while first + 1 < end and scene.words[first] in FILLERS:
        first += 1
    # "So is my other leg", "well has gone numb" tell.
    telling = scene.words[first] in NOT_ASKING and scene.words[first] not in ("can", "could")
    return start if telling else first


def _question(scene: Scene, match: Match, start: int, end: int) -> bool:
    start = _opening(scene, start, end)
    word = scene.words[start]
    after, third, fourth, *_ = (*scene.words[start + 1 : end], "", "", "")
    if word in FORWARD and after in ("what", "which"):
        return True
    if start in match.consumed or word not in ASKS:
        return False
    if (word, after) == ("is", "it") and third in JUDGING and fourth in ("to", "for", "that"):
        return False
    if word == "when":
        return after in AUXILIARY
    if word == "did":
        return after in PRONOUNS
    if scene.words[end - 1] in JUDGED:
        return True
    return after not in NOT_ASKING.get(word, ())


def _asks_of_possibility(scene: Scene, match: Match, start: int) -> bool:
    """As in "Could I have a stroke", "does it mean I could have": nobody says they have it."""
    before = scene.words[max(start, match.used[0] - 4) : match.used[0] + 2]
    pairs = pairwise(before)
    return any(
        (one in ("could", "might", "may", "will", "would") and two in ("i", "have", "get"))
        or (one, two) in (("i", "could"), ("i", "might"))
        for one, two in pairs
    ) and not any(word in ("barely", "hardly", "not") for word in before)


def _conditional(scene: Scene, match: Match) -> bool:
    """As in "If it gets red" is supposed; "if my leg is red" is not."""
    clause = scene.clause(match.used[0])[0]
    before = max(clause, match.used[0] - 8)
    for i in range(before, match.used[0]):
        if scene.words[i] not in ("if", "whether") or i in match.consumed:
            continue
        if i and scene.words[i - 1] in UNSURE and not scene.breaks[i]:
            continue
        if scene.words[i + 1 : i + 3] in ASIDE:
            continue
        if scene.words[i + 1 : i + 2] in (("i",), ("you",)) and scene.words[i + 2] in TRYING:
            continue
        inside = scene.words[i + 1 : match.used[-1] + 1]
        mine = not {"my", "im", "ive", "mum", "dad", "his", "her"}.isdisjoint(inside)
        holds = not HOLDS.isdisjoint(inside) and BECOMES.isdisjoint(inside)
        return not (mine and holds)
    return False


def _of_causes(scene: Scene, match: Match, start: int, end: int) -> bool:
    """As in "Heat can make people faint", "slipped discs press on nerves": nobody in particular."""
    specific = not SPECIFIC.isdisjoint(scene.words[start:end])
    for i in range(start, end):
        if i in match.consumed:
            continue
        word, before = scene.words[i], scene.words[start:i]
        if word in CAUSING:
            return True
        if i == start or specific or not POINTING.isdisjoint(before):
            continue
        if word in ("can", "may", "might", "could"):
            # "On metformin, vomiting all day, what can I sip": who asks so tells of themselves.
            if scene.words[i + 1 : i + 2] in (("i",), ("we",)):
                continue
            return True
        acting = before[-1] in PRONOUNS or before[-1] == "to"
        if word in MAKING and not acting and not before[0].endswith("ing"):
            return True
    return False
