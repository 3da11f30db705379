"""What the red-flag check and the topic cost within a turn."""

from __future__ import annotations

from benchmarks.parser import our_parser, stock_parser
from benchmarks.progress import say
from benchmarks.report import Row
from benchmarks.run_folder import RunFolder
from benchmarks.scale import Scale
from benchmarks.sentences import questions, thirty_words
from benchmarks.stock import StockProject
from benchmarks.timing import milliseconds, percentile
from red_flags import assess

WARM_UP = 20
BLOCK = 20


def measure(scale: Scale, project: StockProject, folder: RunFolder) -> list[Row]:
    """Time the check here, as in the gateway; parse alternately in two other processes."""
    say("prices: red-flag check")
    checks = check_times(scale.messages)
    say("prices: loading both models")
    texts = [sentence.text for sentence in questions()][: WARM_UP + scale.messages]
    ours: list[float] = []
    stock: list[float] = []
    with our_parser(folder) as our, stock_parser(project, folder) as other:
        for parser in (our, other):
            parser.parse(texts[:WARM_UP])
        say("prices: parsing")
        for start in range(WARM_UP, len(texts), BLOCK):
            ours += our.parse(texts[start : start + BLOCK]).milliseconds
            stock += other.parse(texts[start : start + BLOCK]).milliseconds
    return [
        Row("red-flag check of 30 words, p50", f"{percentile(checks, 50):.1f} ms", "none"),
        Row("red-flag check of 30 words, p95", f"{percentile(checks, 95):.1f} ms", "none"),
        Row(
            f"topic of a question (stock: DIET and selector), p50 of {len(ours)}",
            f"{percentile(ours, 50):.1f} ms",
            f"{percentile(stock, 50):.1f} ms",
        ),
    ]


def check_times(count: int) -> list[float]:
    """Milliseconds of `assess` on `count` messages, after some that are not counted."""
    messages = thirty_words(WARM_UP + count)
    times = [milliseconds(lambda: assess(text, meaning=True)) for text in messages]  # noqa: B023
    return times[WARM_UP:]
