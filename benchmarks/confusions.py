"""`make confusions`: which topics are taken for one another, as a page for editors.

Each training example is judged by a model that has not seen it. Runs in Rasa's environment.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from html import escape
from pathlib import Path
from string import Template

import numpy as np
import numpy.typing as npt

from benchmarks.scale import ROOT
from benchmarks.topic_study import examples
from components.topic_model import TopicModel
from encoder import Remembering

PAGE = ROOT / ".build" / "confusions.html"
TEMPLATE = Path(__file__).with_name("confusions.html")
WORST = 150
"""So many sentences of each list are shown."""
TOPIC = "faq/"

Cells = Sequence[object]


def main() -> int:
    """Train, judge, write the page, say where it is."""
    texts, labels = zip(*examples(), strict=True)
    encoder = Remembering()
    model = TopicModel.fit(texts, labels, encoder)
    PAGE.parent.mkdir(parents=True, exist_ok=True)
    PAGE.write_text(page(model, encoder), encoding="utf-8")
    print(f"Written: {PAGE}")
    return 0


def page(model: TopicModel, encoder: Remembering) -> str:
    """The whole page; `model` has just been trained."""
    truth = np.array([model.classes.index(label) for _, label in model.examples])
    found = model.unseen_probabilities.argmax(axis=1)
    likely = model.unseen_probabilities[np.arange(len(truth)), truth]
    topics = [number for number, name in enumerate(model.classes) if name.startswith(TOPIC)]
    asked = np.isin(truth, topics)
    wrong = asked & (found != truth)
    return Template(TEMPLATE.read_text(encoding="utf-8")).substitute(
        examples=int(asked.sum()),
        topics=len(topics),
        right=f"{100 * (1 - wrong.sum() / asked.sum()):.1f}",
        by_topic=_table(_by_topic(model, topics, truth, found)),
        matrix=_matrix(model, topics, truth, found),
        worst=_table(_worst(model, np.flatnonzero(wrong), found, likely)),
        astray=_table(_astray(model, np.flatnonzero(asked), truth, encoder)),
    )


def _name(label: str) -> str:
    return label.removeprefix(TOPIC)


def _by_topic(
    model: TopicModel,
    topics: Sequence[int],
    truth: npt.NDArray[np.int64],
    found: npt.NDArray[np.int64],
) -> Iterable[Cells]:
    """A topic a row, the worst first: examples, share that is right, what the others are taken for."""
    rows = []
    for topic in topics:
        taken = found[truth == topic]
        others = np.bincount(taken[taken != topic], minlength=len(model.classes))
        order = [other for other in np.argsort(-others, kind="stable")[:3] if others[other]]
        named = ", ".join(f"{_name(model.classes[other])} ({others[other]})" for other in order)
        right = 100 * float((taken == topic).mean())
        rows.append((right, (_name(model.classes[topic]), len(taken), f"{right:.0f} %", named)))
    return [row for _, row in sorted(rows, key=lambda pair: pair[0])]


def _matrix(
    model: TopicModel,
    topics: Sequence[int],
    truth: npt.NDArray[np.int64],
    found: npt.NDArray[np.int64],
) -> str:
    names = [_name(model.classes[topic]) for topic in topics]
    head = "".join(f"<th class=up><span>{escape(name)}</span></th>" for name in names)
    lines = [f"<tr><th></th>{head}<th class=up><span>other</span></th></tr>"]
    for topic, name in zip(topics, names, strict=True):
        taken = found[truth == topic]
        counts = [int((taken == other).sum()) for other in topics]
        counts.append(len(taken) - sum(counts))
        cells = []
        for place, count in enumerate(counts):
            right = place < len(topics) and topics[place] == topic
            shade = min(1.0, count / len(taken) * (1 if right else 8))
            colour = "11,110,79" if right else "190,60,40"
            cells.append(f'<td style="background:rgba({colour},{shade:.2f})">{count or ""}</td>')
        lines.append(f"<tr><th>{escape(name)}</th>{''.join(cells)}</tr>")
    return "\n".join(lines)


def _worst(
    model: TopicModel,
    wrong: npt.NDArray[np.int64],
    found: npt.NDArray[np.int64],
    likely: npt.NDArray[np.floating],
) -> Iterable[Cells]:
    """Examples that got least for their own topic."""
    for index in wrong[np.argsort(likely[wrong], kind="stable")][:WORST]:
        text, label = model.examples[index]
        yield text, _name(label), _name(model.classes[found[index]]), f"{100 * likely[index]:.0f} %"


def _astray(
    model: TopicModel,
    asked: npt.NDArray[np.int64],
    truth: npt.NDArray[np.int64],
    encoder: Remembering,
) -> Iterable[Cells]:
    """Examples that are nearer to one of another topic than to any of their own."""
    vectors = encoder.encode([text for text, _ in model.examples])
    rows = []
    for index in asked:
        nearness = vectors @ vectors[index]
        nearness[index] = -1.0
        own = np.where(truth == truth[index], nearness, -1.0).max()
        other = int(np.where(truth == truth[index], -1.0, nearness).argmax())
        rows.append((float(nearness[other] - own), int(index), other))
    for _, index, other in sorted(rows, reverse=True)[:WORST]:
        (text, label), (near, its_label) = model.examples[index], model.examples[other]
        yield text, _name(label), near, _name(its_label)


def _table(rows: Iterable[Cells]) -> str:
    return "\n".join(
        "<tr>" + "".join(f"<td>{escape(str(cell))}</td>" for cell in row) + "</tr>" for row in rows
    )


if __name__ == "__main__":
    sys.exit(main())
