"""Prints figures, keeps them in results.json, and writes them into benchmarks/README.md."""

from __future__ import annotations

import datetime
import json
import os
import platform
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

README = Path(__file__).parent / "README.md"
KEPT = Path(__file__).parent / "results.json"
BEGIN, END = "<!-- results: written by make bench -->", "<!-- end of results -->"


@dataclass(frozen=True)
class Row:
    """One figure of both systems."""

    what: str
    ours: str
    stock: str
    bound: str = ""
    """What must hold, in words."""
    holds: bool | None = None


def show(rows: Sequence[Row]) -> None:
    """Print `rows`."""
    for row in rows:
        stock = f"   stock {row.stock}" if row.stock else ""
        bound = f"   {row.bound}: {_verdict(row)}" if row.bound else ""
        print(f"        {row.what}: {row.ours}{stock}{bound}", flush=True)


def load() -> float:
    """How many processes wanted a core in the last minute."""
    return os.getloadavg()[0]


def keep(part: str, rows: Sequence[Row], load_before: float, order: Sequence[str]) -> None:
    """Replace a part's figures in the kept results and in the README."""
    kept: dict[str, Any] = json.loads(KEPT.read_text()) if KEPT.exists() else {}
    kept[part] = {
        "measured": datetime.date.today().isoformat(),
        "machine": machine(),
        "load": round(load_before, 1),
        "rows": [asdict(row) for row in rows],
    }
    KEPT.write_text(json.dumps(kept, indent=1, ensure_ascii=False) + "\n")
    text = README.read_text()
    head, _, rest = text.partition(BEGIN)
    _, _, tail = rest.partition(END)
    README.write_text(f"{head}{BEGIN}\n{_table(kept, order)}{END}{tail}")


def _table(kept: dict[str, Any], order: Sequence[str]) -> str:
    lines = ["", "| | ours | stock | must hold | |", "|---|---:|---:|---|---|"]
    for part in order:
        if part in kept:
            lines.append(f"| **{part}** | | | | |")
            for row in (Row(**each) for each in kept[part]["rows"]):
                verdict = _verdict(row)
                lines.append(f"| {row.what} | {row.ours} | {row.stock} | {row.bound} | {verdict} |")
    lines += ["", "Measured (load: processes that wanted a core in the minute before):", ""]
    for part in order:
        if part in kept:
            each = kept[part]
            lines.append(f"- {part}: {each['measured']}, {each['machine']}, load {each['load']}")
    return "\n".join([*lines, "", ""])


def _verdict(row: Row) -> str:
    return {True: "holds", False: "does not hold", None: ""}[row.holds]


def machine() -> str:
    """Cores and kind of processor and system."""
    information = Path("/proc/cpuinfo")
    names = information.read_text().splitlines() if information.exists() else []
    models = [line.partition(":")[2].strip() for line in names if line.startswith("model name")]
    model = models[0] if models else platform.machine()
    return f"{os.cpu_count()} cores of {model}, {platform.system()}"
