"""What the gateway knows of one conversation between two turns, and its JSON."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

from red_flags import Diary, Entry, Findings
from red_flags.lapse import Lapse
from red_flags.progress import Interview


@dataclass
class State:
    """The one owner of a conversation's memory; it travels to Rasa as metadata."""

    findings: Findings = field(default_factory=Findings)
    topic: str | None = None
    """The topic last answered."""
    asked: str = ""
    """The message that was answered with it."""
    just_said: str | None = None
    """The same, if the last reply was its answer."""
    last: list[dict[str, Any]] = field(default_factory=list)
    """What the last answers were answers to, for "say that again"."""
    offers: list[str] = field(default_factory=list)
    """Topics named last, in their order, for "the second one"."""
    asks: str | None = None
    """What the last reply asked about the offers: `which`, or to go on with the `nearest`."""
    region: str | None = None
    """Said by the person or set by the embedding site; never guessed."""
    turns: int = 0
    choices: dict[str, dict[str, Any]] = field(default_factory=dict)
    """Buttons offered so far: opaque value → `{"title", "choice"}`."""

    interview: Interview | None = None
    """The questions "Should I see a doctor?", also when they wait or are over."""
    open: str | None = None
    """What the last message asked: interview, resume, offer, erase, ask_first or still_so."""
    offered: bool = False
    """The interview has been offered; it is not offered again."""
    answered: dict[str, str] = field(default_factory=dict)
    """Answers to what `ask_first` asks, by `red_flags.ask_key`; `asked` where none came yet."""
    before_part: dict[str, str] = field(default_factory=dict)
    """The open one of these questions: its modifier, key and topic."""
    lapses: tuple[Lapse, ...] = ()
    """What was said before a silence and is to be asked about again, the open one first."""
    diary: Diary = ()
    """What was said and flagged, for the summary."""

    unread: bool = False
    """The database could not be read, so what was known before is not in here."""

    def joined(self, stored: State) -> State:
        """`stored`, with what has been learned since without sight of it."""
        before, since = stored.findings, self.findings
        findings = replace(
            before,
            signs=before.signs + since.signs,
            told={**before.told, **since.told},
            seen={**before.seen, **since.seen},
            turn=before.turn + since.turn,
            last_at=max(before.last_at, since.last_at),
        )
        return State(
            findings=findings,
            topic=self.topic or stored.topic,
            asked=self.asked or stored.asked,
            just_said=self.just_said,
            last=self.last or stored.last,
            offers=self.offers or stored.offers,
            asks=self.asks,
            region=self.region or stored.region,
            turns=stored.turns + self.turns,
            choices={**stored.choices, **self.choices},
            interview=self.interview or stored.interview,
            open=self.open,
            offered=self.offered or stored.offered,
            answered={**stored.answered, **self.answered},
            before_part=self.before_part,
            lapses=self.lapses,
            diary=stored.diary + self.diary,
        )

    def to_json(self) -> dict[str, Any]:
        """Plain values; :meth:`from_json` reads them back."""
        return {
            **self.__dict__,
            "findings": self.findings.to_json(),
            "interview": self.interview.to_json() if self.interview else None,
            "lapses": [lapse.to_json() for lapse in self.lapses],
            "diary": [entry.to_json() for entry in self.diary],
        }

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> State:
        """The state that :meth:`to_json` wrote."""
        findings = Findings.from_json(data["findings"])
        diary = tuple(map(Entry.from_json, data.get("diary", ())))
        told = data.get("interview")
        interview = Interview.from_json(told) if told else None
        read = {
            "findings": findings,
            "interview": interview,
            "lapses": tuple(map(Lapse.from_json, data.get("lapses", ()))),
            "diary": diary,
        }
        return cls(**{**data, **read})
