"""Runs inside Rasa's environment: trains the topic model again and again, and prints figures as JSON.

`python -m benchmarks.topic_study PART`, with a part of :data:`STUDIES`.
"""

from __future__ import annotations

import json
import random
import sys
from collections.abc import Sequence
from typing import Any

import numpy as np
import yaml

from benchmarks import hint3, plots
from benchmarks.noise import KINDS, spoilt
from benchmarks.scale import ROOT, SEED
from benchmarks.variants import VARIANTS, variant
from components.topic_classifier import GATE_INTENTS, TopicClassifier
from components.topic_model import TopicModel
from encoder import Encoder, Remembering

Figures = dict[str, Any]
COUNTS = (5, 10, 20, 40, 80, 160, 320)
"""Examples of a topic in the learning curve."""
REFUSED = 0.95
"""Variants are compared where they refuse so many of the out-of-scope sentences."""
AT_ONCE = 100


def examples() -> list[tuple[str, str]]:
    """All training examples with their labels, as Rasa gives them to the classifier."""
    found = []
    for path in sorted((ROOT / "data").rglob("*.yml")):
        for block in yaml.safe_load(path.read_text(encoding="utf-8")).get("nlu") or []:
            if block["intent"] not in GATE_INTENTS:
                lines = (line.strip() for line in block["examples"].splitlines())
                found += [(line[2:].strip(), block["intent"]) for line in lines if line]
    return found


def unseen() -> tuple[list[tuple[str, set[str]]], list[str]]:
    """Questions with their accepted topics, and out-of-scope sentences, of tests/."""
    asked: list[tuple[str, set[str]]] = []
    for path in sorted((ROOT / "tests" / "faq").glob("*.yml")):
        for topic, items in yaml.safe_load(path.read_text(encoding="utf-8")).items():
            for item in items:
                text, also = (item, []) if isinstance(item, str) else (item["text"], item["also"])
                asked.append((text, {f"faq/{name}" for name in [topic, *also]}))
    path = ROOT / "tests" / "out_of_scope.yml"
    outside = [t for texts in yaml.safe_load(path.read_text("utf-8")).values() for t in texts]
    for path in sorted((ROOT / "tests" / "unseen").glob("topics_*.yml")):
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
        asked += [
            (item["text"], {f"faq/{name}" for name in item["topics"]})
            for item in content["in_scope"]
        ]
        outside += [item["text"] for item in content["out_of_scope"]]
    return asked, outside


def probabilities(model: TopicModel, texts: Sequence[str]) -> Any:
    """Those of all `texts`, some at once."""
    blocks = range(0, len(texts), AT_ONCE)
    return np.vstack([model.probabilities(texts[start : start + AT_ONCE]) for start in blocks])


def answered(
    model: TopicModel, asked: Sequence[tuple[str, set[str]]], outside: Sequence[str]
) -> float:
    """Share of questions that get an accepted topic where REFUSED of the rest is refused."""
    article = np.array([name.startswith("faq/") for name in model.classes])
    strangers = probabilities(model, outside)[:, article].sum(axis=1)
    found = probabilities(model, [text for text, _ in asked])[:, article]
    topics = np.array(model.classes)[article][found.argmax(axis=1)]
    sure = found.sum(axis=1) > np.quantile(strangers, REFUSED)
    right = [topic in accepted for topic, (_, accepted) in zip(topics, asked, strict=True)]
    return float((sure & np.array(right)).mean())


def hint3_study(encoder: Encoder) -> Figures:
    """Both figures of each bot for each variant; the last is what ships."""
    figures: Figures = {}
    for name in VARIANTS:
        with variant(name):
            for bot in hint3.BOTS:
                model = TopicModel.fit(*hint3.pairs(bot, "train"), encoder)
                texts, truth = hint3.pairs(bot, "test")
                figures.setdefault(name, {})[bot] = hint3.score(
                    model.classes, probabilities(model, texts), truth, refused=0.8
                )
    plots.hint3({bot: figures[list(VARIANTS)[-1]][bot] for bot in hint3.BOTS})
    return figures


def ablation_study(encoder: Encoder) -> Figures:
    """What each part adds on the unseen sentences."""
    texts, labels = zip(*examples(), strict=True)
    figures = {}
    for name in VARIANTS:
        with variant(name):
            figures[name] = answered(TopicModel.fit(texts, labels, encoder), *unseen())
    return figures


def learning_study(encoder: Encoder) -> Figures:
    """The same with few examples of a topic and with more; all else that is trained on stays."""
    known = examples()
    random.Random(SEED).shuffle(known)
    figures = {}
    for count in COUNTS:
        taken: dict[str, int] = {}
        chosen = []
        for text, label in known:
            taken[label] = taken.get(label, 0) + 1
            if taken[label] <= count or not label.startswith("faq/"):
                chosen.append((text, label))
        figures[str(count)] = answered(
            TopicModel.fit(*zip(*chosen, strict=True), encoder), *unseen()
        )
    plots.learning({int(count): figure for count, figure in figures.items()})
    return figures


def robustness_study(encoder: Encoder) -> Figures:
    """Right answers and refusals with each kind of noise, as the shipped thresholds decide."""
    texts, labels = zip(*examples(), strict=True)
    model = TopicModel.fit(texts, labels, encoder)
    config = yaml.safe_load((ROOT / "config.yml").read_text())["pipeline"][0]
    classifier = TopicClassifier(config, None, None, model)
    asked, outside = unseen()

    def decided(sentences: list[str]) -> list[str]:
        rows = probabilities(model, sentences)
        orders = np.argsort(-rows, axis=1, kind="stable")
        return [
            classifier.decide([(model.classes[index], float(row[index])) for index in order])
            for row, order in zip(rows, orders, strict=True)
        ]

    figures = {}
    for kind in [CLEAN, *KINDS]:

        def spoil(sentences: list[str], kind: str = kind) -> list[str]:
            noisy = sentences if kind == CLEAN else spoilt(sentences, kind)
            return list(map(classifier.hear, noisy)) if kind == SPOKEN else noisy

        labels = decided(spoil([text for text, _ in asked]))
        right = [label in accepted for label, (_, accepted) in zip(labels, asked, strict=True)]
        kept_out = [not label.startswith("faq/") for label in decided(spoil(outside))]
        figures[kind] = (float(np.mean(right)), float(np.mean(kept_out)))
    plots.robustness({kind: right for kind, (right, _) in figures.items()})
    return figures


CLEAN = "as written"
SPOKEN = "voice"
"""Read as the voice family is in use."""
STUDIES = {
    "hint3": hint3_study,
    "ablation": ablation_study,
    "learning": learning_study,
    "robustness": robustness_study,
}

if __name__ == "__main__":
    print(json.dumps(STUDIES[sys.argv[1]](Remembering())))
