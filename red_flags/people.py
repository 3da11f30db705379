"""Whose sign it is: the person who talks, somebody they speak for, or nobody. Knows no findings."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import dropwhile

from red_flags.body import PART_OF
from red_flags.clauses import Layout
from red_flags.record import SELF

NOBODY = "nobody"
"""People in general: no finding of anybody."""

SELVES = frozenset("i im ive id ill my me mine myself iv we our us".split())

KIN = {
    "mum": "mum mums mom moms mother mothers mam mams mummy mommy mama ma mumma amma",
    "dad": "dad dads father fathers daddy papa pa",
    "wife": "wife wifes wifey missus",
    "husband": "husband husbands hubby hubbys hubbies",
    "partner": "partner partners spouse fiance fiancee girlfriend boyfriend gf bf bfs gfs",
    "son": "son sons boy lad",
    "daughter": "daughter daughters girl",
    "child": "child childs kid kids toddler toddlers kiddo",
    "baby": "baby babys infant infants newborn newborns bub",
    "sister": "sister sisters sis",
    "brother": "brother brothers bro",
    "grandmother": "grandma grandmas grandmother grandmothers gran grans nan nans nana granny "
    "nanna",
    "grandfather": "grandad grandads granddad grandpa grandpas grandfather gramps",
    "grandchild": "grandson granddaughter grandchild",
    "aunt": "aunt auntie aunty aunts",
    "uncle": "uncle uncles",
    "cousin": "cousin cousins nephew niece",
    "friend": "friend friends mate mates flatmate roommate housemate bestie",
    "neighbour": "neighbour neighbours neighbor neighbors",
    "colleague": "colleague coworker workmate teammate",
    "patient": "patient patients pt resident residents client",
    "in-law": "stepdad stepmum stepson stepdaughter mil fil",
    "man": "man mans bloke guy fella chap gentleman",
    "woman": "woman womans lady ladys",
}
PERSONS = {word: key for key, words in KIN.items() for word in words.split()}

MALE = frozenset("dad husband son brother grandfather uncle man".split())
FEMALE = frozenset("mum wife daughter sister grandmother aunt woman".split())
STRANGERS = frozenset({"man", "woman"})
POINTERS = frozenset("a an this the that some one another".split())
ADJECTIVES = frozenset(
    "little wee poor dear lovely elderly old older young younger own big year years yr yrs month "
    "months week weeks yo y o olds middle aged eldest youngest oldest foster step adopted late dear "
    "own other only".split()
)
"""Between "my" and the person: "my 8 year old girl"."""
SELF_MARKS = frozenset("im am i as being".split())
"""Before "a woman" or "a 13 year old" these say that it is who talks."""
HAVING = frozenset("my our have".split())
"""With these it is somebody else's age all the same: "I think my 6 year old", "I have a 5yo"."""
BESIDE = frozenset("to beside near behind of with by".split())
"""Before "me" these leave it open whose it is: "a man next to me collapsed"."""
THINGS = frozenset(
    "injury strain tear sprain scar bruise wound fracture break cast puppy dog kitten calf foal lamb "
    "shoes trainers car mattress tattoo phone problem cramp pain".split()
)
"""After "a 5 week old" no person."""
CHILDHOOD = frozenset(map(str, range(16)))
"""Ages of a child, in years; "a 60 year old" may be the one who talks."""
HE = frozenset("he hes him his himself".split())
SHE = frozenset("she shes her hers herself".split())
THEY = frozenset("they theyre them their theyve".split())

ANIMALS = frozenset(
    "dog dogs puppy puppies pup cat cats kitten kittens horse horses mare gelding foal pony cow cows "
    "heifer bull bullock ewe ewes sheep lamb goat goats hamster rabbit rabbits budgie hen hens "
    "chicken chickens pig pigs piglet sow sheepdog collie labrador lab spaniel terrier greyhound "
    "whippet chihuahua lurcher alsatian poodle retriever beagle dachshund pug bulldog tortoise "
    "parrot ferret donkey alpaca llama camel goose".split()
)
OF_ANIMALS = frozenset(
    "is isnt has hasnt had was wasnt are were have keeps kept cant wont will got gets does seems "
    "looks started collapsed cramped limped pulled ties tied dropped passed swallowed ate peed "
    "went needs been just back hind front left right rear leg legs paw paws "
    "hip hips tail hock foreleg foot who that with died vomited fitted cramps limps".split()
)
"""After an animal these tell of the animal: "the dog's back leg", "our cat had a fit"."""
VETS = frozenset("vet vets veterinary".split())
HURTING = frozenset(
    "bit bite bites bitten biting scratched scratches scratching kicked kicks kicking knocked stood "
    "trod stepped fell landed pulled pulls tripped clawed stamped trampled butted crushed squashed "
    "licked on me my".split()
)
"""After an animal these tell of what it did to somebody."""

GENERAL = frozenset(
    "people women men athletes diabetics smokers patients everyone everybody someone somebody "
    "anyone anybody runners adults folks users pensioners teenagers cyclists swimmers vegans "
    "mums moms infants babies newborns toddlers kids children dancers elderly seniors sufferers "
    "footballers players astronauts bodybuilders marathoners sprinters lifters passengers teens "
    "folk folks millions workers drinkers vegetarians survivors heroines celebrities girls boys "
    "ladies gentlemen nurses doctors hikers climbers soldiers jockeys sailors students residents "
    "clients rowers builders roofers miners pilots drivers singers gymnasts boxers wrestlers skiers "
    "divers".split()
)
QUANTIFIERS = frozenset("some most many other lots few all older pregnant elderly young".split())
PLURAL_VERBS = frozenset(
    "get have can often who need should are do may might sometimes also usually tend with "
    "cramp cramps go feel take lose live develop suffer pick become drink always mostly".split()
)
TAKING = frozenset("took taken swallowed used borrowed had gave take drank ate on".split())
REPORTS = frozenset(
    "says said say thinks thought told reckons noticed notices noticing keeps asked asks wants "
    "suggested recommended googled insists".split()
)
NOT_MINE = frozenset("a the any other".split())
_OWNER = frozenset("my our his her their the a your this me".split())


@dataclass
class Cast:
    """Who is spoken of, word by word."""

    owner: list[str]
    """For each word the person it is about."""
    cue: list[bool]
    """Whether the word itself names a person."""
    person: str
    """Whom the talk is about at the end."""
    people: list[str]
    """Other persons, the latest last."""
    animal: bool = False
    """Whether the last one named, but for the one who talks, is an animal."""


def cast_of(layout: Layout, person: str = SELF, people: tuple[str, ...] = ()) -> Cast:
    """Who each word is about, when the talk so far was about `person`."""
    words = layout.words.words
    found = Cast([], [False] * len(words), person, list(people))
    sentences = {start for start, _ in layout.sentences}
    for start, end in layout.clauses:
        _clause(found, words, start, end, start in sentences)
    return found


def _clause(found: Cast, words: tuple[str, ...], start: int, end: int, fresh: bool) -> None:
    cues: list[tuple[int, str]] = []
    for i in range(start, end):
        if words[i] in ANIMALS and (first := _of_animal(words, i, start, end)) >= 0:
            cues = [(at, who) for at, who in cues if at < first] + [(first, NOBODY)]
            found.animal = True
            continue
        who = _who(found, words, i, start, end)
        if who:
            cues.append((i, who))
            # At once, so that "my mum can't catch her breath" is one person.
            _remember(found, who)
    current = found.person if not (fresh and found.person == NOBODY) else SELF
    if cues and not any(i == start for i, _ in cues):
        # "swelling in my dad's foot": what comes before the first cue belongs to it too.
        # But "took my husband's tablets" is about whoever took them.
        first = cues[0][0]
        # "Can't look after the kids", "with people" neither.
        general = cues[0][1] == NOBODY
        taking = not TAKING.isdisjoint(words[start:first])
        if taking and words[first + 1 : first + 2] and words[first + 1] in PART_OF:
            # "Plaster on his leg since Monday."
            taking = words[first] not in _OWNER
        if not taking and (not general or _do(words, first, end)):
            current = cues[0][1]
    at = dict(cues)
    for i in range(start, end):
        if i in at:
            current = at[i]
            found.cue[i] = True
        found.owner.append(current)
    if cues:
        found.person = cues[-1][1]
    elif fresh and found.person == NOBODY:
        # "Our dog has a fever. Leg hurts and it is swollen": whose leg is not said, so it may be their own.
        found.person = SELF


def _of_animal(words: tuple[str, ...], i: int, start: int, end: int) -> int:
    """Where "our old dog", of which the clause tells something, begins; -1 when it does not."""
    charley = i > 0 and words[i - 1].startswith(("charl", "chorl"))
    telling = i + 1 < end and words[i + 1] in OF_ANIMALS
    if charley or not (telling or not VETS.isdisjoint(words[start:end])):
        return -1
    if not HURTING.isdisjoint(words[i + 1 : min(i + 5, end)]):
        return -1
    first = i
    while first > start and i - first < 5 and words[first] not in _OWNER | {"an", "another"}:
        first -= 1
    if words[first] in _OWNER | {"an", "another"}:
        return first
    return i if first == start and i - start <= 1 and words[start] not in BESIDE else -1


def _do(words: tuple[str, ...], i: int, end: int) -> bool:
    """Whether the people named at `i` do something: "heart failure patients often get …"."""
    return i + 1 < end and words[i + 1] in PLURAL_VERBS - {"with", "cramp", "cramps", "who"}


def _remember(found: Cast, who: str) -> None:
    if who not in (SELF, NOBODY):
        found.animal = False
        if who in found.people:
            found.people.remove(who)
        found.people.append(who)


def _who(found: Cast, words: tuple[str, ...], i: int, start: int, end: int) -> str | None:
    word = words[i]
    if word == "me" and i > start and words[i - 1] in BESIDE:
        return None
    if word in SELVES:
        return None if word in ("my", "our") and _owned_person(words, i, end) else SELF
    if word.isdigit():
        return _young(words, i, start, end)
    it = word in ("it", "its") and i <= start + 1 and found.person == NOBODY
    if word in HE or word in SHE or word in THEY or (it and found.animal):
        return NOBODY if found.animal else _named_by(found, word)
    if word in GENERAL and _general(words, i, start):
        return NOBODY
    if word in PERSONS:
        if PERSONS[word] in STRANGERS and not _stranger(words, i, start):
            return None
        return _kin(words, i, end)
    return None


def _owned_person(words: tuple[str, ...], i: int, end: int) -> bool:
    """As in "my mum", "my poor wee lad", "my best friend", "my 8 year old"."""
    rest = words[i + 1 : end]
    after = list(dropwhile(lambda word: word in ADJECTIVES or word.isdigit(), rest))
    named = not PERSONS.keys().isdisjoint((*after[:1], *rest[:2]))
    return named or _age(words, i + 1) is not None


def _age(words: tuple[str, ...], i: int) -> str | None:
    """Whose age begins at word `i`, a child's or a baby's; None when it is none or a grown-up's."""
    number, unit, old, thing, *_ = (*words[i : i + 4], "", "", "", "")
    if number in CHILDHOOD and (unit == "yo" or (unit, old) == ("y", "o")):
        return "child"
    if old not in ("old", "olds") or thing in THINGS:
        return None
    if number.isdigit() and unit in ("month", "months", "week", "weeks", "day", "days"):
        return "baby"
    return "child" if number in CHILDHOOD and unit in ("year", "years", "yr", "yrs", "y") else None


def _young(words: tuple[str, ...], i: int, start: int, end: int) -> str | None:
    """As in "my 6yo", "a five month old", but not "I'm 13"; a person named after it is meant."""
    before = words[max(start, i - 3) : i]
    mine = not SELF_MARKS.isdisjoint(before) and HAVING.isdisjoint(before)
    named = any(word in PERSONS for word in words[i + 2 : min(i + 5, end)])
    return None if mine or named or _said_of(words, i, start) else _age(words, i)


def _said_of(words: tuple[str, ...], i: int, start: int) -> bool:
    """Whether the age at `i` is that of somebody named before it: "my son is 5 years old"."""
    for word in reversed(words[start:i]):
        if word in _OWNER | POINTERS:
            return False
        if word in PERSONS or word in HE or word in SHE:
            return True
    return False


def _named_by(found: Cast, word: str) -> str | None:
    kind, other = (MALE, FEMALE) if word in HE else (FEMALE, MALE)
    if word in THEY:
        last = [who for who in found.people if who not in MALE | FEMALE]
        return last[-1] if last and found.person == last[-1] else None
    fitting = [who for who in found.people if who in kind]
    fitting = fitting or [who for who in found.people if who not in other]
    return fitting[-1] if fitting else "other"


def _general(words: tuple[str, ...], i: int, start: int) -> bool:
    word = words[i]
    after = words[i + 1] if i + 1 < len(words) else ""
    if word in ("someone", "somebody", "anyone", "anybody", "everyone", "everybody"):
        return after in ("who", "with", "has", "have", "having", "that") or (
            i - start <= 1 and after != "else"
        )
    if after in PERSONS and word not in PERSONS:
        return False
    if i and (words[i - 1].isdigit() or words[i - 1] in ("both", "these", "those")):
        return False
    if word in PERSONS and after and after not in PLURAL_VERBS:
        # "mums leg" without its apostrophe, unless somebody counts: "some mums", "most babies".
        return i > 0 and words[i - 1] in QUANTIFIERS
    return i == 0 or words[i - 1] not in _OWNER or words[i - 1] in ("the", "a")


def _stranger(words: tuple[str, ...], i: int, start: int) -> bool:
    """As in "a man next to me", "this old lady", but not "I'm a 60 year old woman"."""
    k = i - 1
    while k > start and (words[k] in ADJECTIVES or words[k].isdigit()):
        k -= 1
    if k < start or not SELF_MARKS.isdisjoint(words[max(start, k - 2) : k]):
        return False
    return words[k] in POINTERS or words[k] in ADJECTIVES


def _myself(words: tuple[str, ...], i: int, end: int) -> bool:
    """As in "I am a dialysis patient", "Addison's patient here"."""
    return not {"im", "am", "as", "being"}.isdisjoint(words[max(0, i - 4) : i]) or (
        i + 1 < end and words[i + 1] in ("here", "myself")
    )


def _kin(words: tuple[str, ...], i: int, end: int) -> str | None:
    word = words[i]
    if any(w in REPORTS for w in words[i + 1 : min(i + 3, end)]):
        return None
    if PERSONS[word] == "patient" and _myself(words, i, end):
        return SELF
    if word in ("boy", "girl", "lad", "ma", "pa", "mate", "kid", "sis", "bro", "baby", "partner"):
        near = words[max(0, i - 2) : i]
        owned = not (_OWNER | {"old", "little", "year", "month", "yo"}).isdisjoint(near)
        if not owned:
            return None
    return PERSONS[word]
