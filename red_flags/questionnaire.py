"""The questions of interview.yml, read and checked. Knows the file's form; not which comes next."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from red_flags.knowledge import FOLDER, kind_of, rules, unknown_names
from red_flags.record import SELF, Tier
from red_flags.schema import Problem, Shape, lines_of, read

FILE = FOLDER / "interview.yml"

WORDING = Shape(needs={"text": (str,), "speech": (str,)}, may={})
EFFECT = {
    "present": (list,),
    "present_any": (list,),
    "absent": (list,),
    "escalate": (str,),
    "person": (str,),
    "ask": (str,),
}
CHOICE = Shape(needs={"title": (str,), "value": (str,)}, may=EFFECT)
ITEM = Shape(
    needs={"speech": (str,)},
    may={**EFFECT, "self": (str,), "covers": (list,), "which": (str,)},
)
AGAIN = Shape(needs={"text": (str,), "speech": (str,), "yes": (dict,)}, may={})
QUERY = Shape(
    needs={
        "text": (str,),
        "speech": (str,),
        "why": (str,),
        "buttons": (list,),
        "items": (list,),
        "unsure": (str,),
    },
    may={
        "multiple": (bool,),
        "skip_if": (list,),
        "again": (dict,),
        "next": (str,),
        "beside": (str,),
        "confirm": (bool,),
    },
)
ROUTE = Shape(needs={"id": (str,), "known": (list,), "ask": (list,)}, may={})
AFTER = Shape(needs={"ask": (str,)}, may={"known": (list,)})
FORM = Shape(
    needs={
        "most": (int,),
        "a_drill_down_drops": (str,),
        "answers": (dict,),
        "pick_all": (str,),
        "rest": (str,),
        "confirm": (dict,),
        "questions": (dict,),
        "drill_downs": (dict,),
        "routes": (list,),
        "after_urgent": (list,),
        "after_emergency": (list,),
    },
    may={},
)
UNSURE = frozenset({"yes", "soon", "again", "leave"})
CONDITIONS = frozenset(
    "emergency_fired age_or_person_known cramps_only_in_hands_face_or_trunk all_known "
    "child_without_limb_signs dark_urine_known".split()
)
LONGEST_TITLE = 20

Check = tuple[tuple[str, ...], str]
"""Where something is wrong, as the keys that lead there, and what."""


@dataclass(frozen=True)
class Effect:
    """What an answer says."""

    present: tuple[str, ...] = ()
    present_any: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()
    escalate: str | None = None
    person: str | None = None
    ask: str | None = None
    """The drill-down that follows."""

    @property
    def modifiers(self) -> tuple[str, ...]:
        """Laterality and onset: they bind to the other findings of the answer."""
        return tuple(name for name in self.present if kind_of(name) == "modifier")

    @property
    def signs(self) -> tuple[str, ...]:
        """The findings that are always said by it, without those modifiers."""
        return tuple(name for name in self.present if kind_of(name) != "modifier")

    @property
    def findings(self) -> tuple[str, ...]:
        """All that it can say."""
        return self.signs + self.present_any


@dataclass(frozen=True)
class Choice:
    """A button of a question."""

    title: str
    value: str
    effect: Effect


@dataclass(frozen=True)
class Item:
    """One yes or no of a question."""

    speech: str
    effect: Effect
    covers: tuple[str, ...] = ()
    which: str = ""
    own: str = ""
    """The question to who speaks of themselves, where it differs."""

    def put(self, person: str) -> str:
        """The question, to or about the person."""
        return self.own if self.own and person == SELF else self.speech

    @property
    def findings(self) -> tuple[str, ...]:
        """All that it asks about."""
        deeper = query(self.effect.ask).findings if self.effect.ask and not self._own else ()
        return self._own + tuple(deeper)

    @property
    def _own(self) -> tuple[str, ...]:
        return self.effect.findings + self.covers


@dataclass(frozen=True)
class Query:
    """One question, with its buttons, and split into yes or no."""

    id: str
    text: str
    speech: str
    why: str
    choices: tuple[Choice, ...]
    items: tuple[Item, ...]
    unsure: str
    multiple: bool = False
    skip_if: tuple[str, ...] = ()
    again: Item | None = None
    """The other wording, for who was not sure; what a yes to it says is its effect."""
    again_text: str = ""
    next: str | None = None
    """What follows when something was found."""
    beside: str | None = None
    confirm: bool = True
    """Whether a spoken yes that makes it urgent is asked back once."""
    drill_down: bool = False

    def choice(self, value: str) -> Choice | None:
        """The button with this value."""
        return next((choice for choice in self.choices if choice.value == value), None)

    @property
    def findings(self) -> tuple[str, ...]:
        """All that its buttons can say to be there."""
        return tuple(name for choice in self.choices for name in choice.effect.findings)


@dataclass(frozen=True)
class Form:
    """The whole of interview.yml."""

    most: int
    dropped: str
    """The question that is left out when a drill-down was asked."""
    escalated: str
    unsure: str
    pick_all: str
    rest: str
    """What is asked of a list when a part of it was said already."""
    confirm: Mapping[str, str]
    queries: Mapping[str, Query]
    routes: tuple[tuple[str, frozenset[str], tuple[str, ...]], ...]
    """(id, findings that lead into it, questions)."""
    after_urgent: tuple[tuple[str, frozenset[str]], ...]
    """(question, findings that make it worth asking; none: always)."""


@lru_cache(maxsize=1)
def form() -> Form:
    """The questions, routes and limits."""
    data = read(FILE)
    queries = {
        str(name): _query(str(name), entry, section == "drill_downs")
        for section in ("questions", "drill_downs")
        for name, entry in data[section].items()
    }
    return Form(
        most=data["most"],
        dropped=data["a_drill_down_drops"],
        escalated=data["answers"]["escalated"],
        unsure=data["answers"]["unsure"],
        pick_all=data["pick_all"],
        rest=data["rest"],
        confirm=data["confirm"],
        queries=queries,
        routes=tuple(
            (route["id"], frozenset(route["known"]), tuple(route["ask"]))
            for route in data["routes"]
        ),
        after_urgent=tuple(
            (entry["ask"], frozenset(entry.get("known") or ())) for entry in data["after_urgent"]
        ),
    )


def query(name: str) -> Query:
    """The question or drill-down of this name. Raises KeyError."""
    return form().queries[name]


def _query(name: str, entry: Mapping[str, Any], drill_down: bool) -> Query:
    again = entry.get("again")
    return Query(
        id=name,
        text=entry["text"],
        speech=entry["speech"],
        why=entry["why"],
        choices=tuple(
            Choice(item["title"], item["value"], _effect(item)) for item in entry["buttons"]
        ),
        items=tuple(_item(item) for item in entry["items"]),
        unsure=entry["unsure"],
        multiple=entry.get("multiple", False),
        skip_if=tuple(entry.get("skip_if") or ()),
        again=Item(again["speech"], _effect(again["yes"])) if again else None,
        again_text=again["text"] if again else "",
        next=entry.get("next"),
        beside=entry.get("beside"),
        confirm=entry.get("confirm", True),
        drill_down=drill_down,
    )


def _item(entry: Mapping[str, Any]) -> Item:
    covers = tuple(entry.get("covers") or ())
    which, own = entry.get("which", ""), entry.get("self", "")
    return Item(entry["speech"], _effect(entry), covers, which, own)


def _effect(entry: Mapping[str, Any]) -> Effect:
    def ids(key: str) -> tuple[str, ...]:
        return tuple(entry.get(key) or ())

    single = {key: entry.get(key) for key in ("escalate", "person", "ask")}
    return Effect(ids("present"), ids("present_any"), ids("absent"), **single)


def interview_problems() -> list[Problem]:
    """What is wrong in interview.yml: unknown keys, names that are none, buttons that do not fit."""
    data, lines = read(FILE), lines_of(FILE)
    checks: list[Check] = [((key,), text) for key, text in FORM.problems(data)]
    if not checks:
        checks = [*_shapes(data), *_names(data)]
    found = []
    for place, text in checks:
        line = next((lines[place[:n]] for n in range(len(place), 0, -1) if place[:n] in lines), 1)
        found.append(Problem(FILE.name, line, text))
    return found


def _shapes(data: Mapping[str, Any]) -> Iterator[Check]:
    yield from ((("confirm",), text) for _, text in WORDING.problems(data["confirm"]))
    for section in ("questions", "drill_downs"):
        for name, entry in data[section].items():
            place = (section, str(name))
            yield from (((*place, key), text) for key, text in QUERY.problems(entry))
            for part, shape in (("buttons", CHOICE), ("items", ITEM)):
                for number, item in enumerate(entry.get(part) or ()):
                    there = (*place, part, str(number))
                    yield from ((there, text) for _, text in shape.problems(item))
            if "again" in entry:
                again = (*place, "again")
                yield from ((again, text) for _, text in AGAIN.problems(entry["again"]))
    for part, shape in (("routes", ROUTE), ("after_urgent", AFTER)):
        for number, entry in enumerate(data[part]):
            yield from (((part, str(number)), text) for _, text in shape.problems(entry))


def _names(data: Mapping[str, Any]) -> Iterator[Check]:
    """References to what does not exist."""
    known = {**data["questions"], **data["drill_downs"]}
    for section in ("questions", "drill_downs"):
        for name, entry in data[section].items():
            yield from _names_of((section, str(name)), entry, known)
    for part in ("routes", "after_urgent"):
        for number, entry in enumerate(data[part]):
            asked = entry["ask"] if isinstance(entry["ask"], list) else [entry["ask"]]
            strange = [name for name in asked if name not in known]
            strange += sorted(unknown_names(entry.get("known") or ()))
            yield from (((part, str(number)), f"no such name: {name}") for name in strange)
    for flag in rules().flags.values():
        if flag.ask_first and flag.ask_first not in known:
            yield ("questions",), f"{flag.id} asks {flag.ask_first}, which is no question"


def _names_of(
    place: tuple[str, ...], entry: Mapping[str, Any], known: Iterable[str]
) -> Iterator[Check]:
    if entry["unsure"] not in UNSURE:
        yield (*place, "unsure"), f"'unsure' must be one of {', '.join(sorted(UNSURE))}"
    if entry["unsure"] == "again" and "again" not in entry:
        yield place, "'unsure: again' needs the key 'again'"
    for strange in sorted(set(entry.get("skip_if") or ()) - CONDITIONS):
        yield (*place, "skip_if"), f"no such condition: {strange}"
    values = [choice["value"] for choice in entry["buttons"]]
    if len(values) != len(set(values)):
        yield (*place, "buttons"), "two buttons have one value"
    for choice in entry["buttons"]:
        if len(choice["title"]) > LONGEST_TITLE:
            yield (*place, "buttons"), f"title over {LONGEST_TITLE}: {choice['title']}"
    answers = [*entry["buttons"], *entry["items"]]
    answers += [entry["again"]["yes"]] if "again" in entry else []
    for answer in answers:
        yield from ((place, text) for text in _unknown(answer, known))
    for key in ("next", "beside"):
        if key in entry and entry[key] not in known:
            yield (*place, key), f"no such question: {entry[key]}"


def _unknown(answer: Mapping[str, Any], known: Iterable[str]) -> Iterator[str]:
    names = [
        name
        for key in ("present", "present_any", "absent", "covers")
        for name in answer.get(key) or ()
    ]
    yield from (f"no such finding: {name}" for name in sorted(unknown_names(names)))
    if answer.get("ask") and answer["ask"] not in known:
        yield f"no such question: {answer['ask']}"
    if answer.get("escalate") and answer["escalate"] not in {tier.label for tier in Tier}:
        yield f"no such tier: {answer['escalate']}"
