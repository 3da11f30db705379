"""`make mutants`: how many small faults in the reasoning and context rules the tests notice.

Each mutant is put into a fork of a process that has everything loaded, where the tests of
tests/red_flags run one by one until one fails. Words in lists are data and not mutated.
`python -m benchmarks.mutants denial times` takes some of the modules.
"""

from __future__ import annotations

import importlib
import inspect
import logging
import os
import resource
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from types import FunctionType, ModuleType

import pytest

from benchmarks.mutations import faulty, function_of, mutants

MODULES = (
    "reasoning",
    "binding",
    "denial",
    "supposition",
    "hearsay",
    "elsewhere",
    "times",
    "people",
    "memory",
)
LEAST_KILLED = 0.9
SLOWEST = 0.1
"""Seconds; a test that takes longer (long texts, shares of many messages) is left out."""

PATIENCE = 20
"""Seconds of processor time for all tests; a mutant that takes longer is noticed."""

LEFT_OUT = ("test_messages.py", "test_disturbances.py")


class Collected:
    """A pytest plugin that keeps the tests that need no fixture."""

    def __init__(self) -> None:
        self.tests: list[tuple[str, Callable[[], object]]] = []

    def pytest_collection_finish(self, session: pytest.Session) -> None:
        """Keep each test as a call."""
        for item in session.items:
            if isinstance(item, pytest.Function):
                values = dict(item.callspec.params) if hasattr(item, "callspec") else {}
                if set(item.fixturenames) - {"event_loop_policy"} <= values.keys():
                    self.tests.append((item.nodeid, lambda i=item, v=values: i.obj(**v)))


def collected() -> list[tuple[str, Callable[[], object]]]:
    """The tests that pass, quickest first, each as a call."""
    plugin = Collected()
    ignored = [f"--ignore=tests/red_flags/{name}" for name in LEFT_OUT]
    arguments = ["tests/red_flags", "--collect-only", "-q", *ignored]
    if pytest.main(arguments, plugins=[plugin]) != 0:
        sys.exit("The tests could not be collected.")
    quick = []
    for name, call in plugin.tests:
        call()
        begun = time.process_time()
        call()
        if (took := time.process_time() - begun) < SLOWEST:
            quick.append((took, name, call))
    return [(name, call) for _, name, call in sorted(quick, key=lambda test: test[0])]


def noticed(
    function: FunctionType,
    fault: FunctionType,
    module: ModuleType,
    tests: Sequence[Callable[[], object]],
) -> int:
    """The number of the test that fails with `fault` in place of `function`; -1 when none does."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        resource.setrlimit(resource.RLIMIT_CPU, (PATIENCE, PATIENCE + 1))
        os.write(writing, b"%d" % _first_failure(function, fault, module, tests))
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading, "rb") as answer:
        said = answer.read()
    os.waitpid(child, 0)
    # Nothing said: it ran out of time or broke the process.
    return int(said or 0)


def _first_failure(
    function: FunctionType,
    fault: FunctionType,
    module: ModuleType,
    tests: Sequence[Callable[[], object]],
) -> int:
    function.__code__ = fault.__code__
    function.__defaults__, function.__kwdefaults__ = fault.__defaults__, fault.__kwdefaults__
    for cached in vars(module).values():
        if hasattr(cached, "cache_clear"):
            cached.cache_clear()
    for number, test in enumerate(tests):
        try:
            test()
        except BaseException:
            return number
    return -1


def main() -> int:
    """Exit code 0 when enough mutants are noticed."""
    names = sys.argv[1:] or MODULES
    logging.disable(logging.CRITICAL)
    tests = collected()
    print(f"{len(tests)} tests", flush=True)
    all_killed = all_made = 0
    for name in names:
        module = importlib.import_module(f"red_flags.{name}")
        source = inspect.getsource(module)
        order: dict[str, list[int]] = defaultdict(list)
        killed = made = 0
        for mutant in mutants(source):
            function = function_of(mutant, module)
            if function is None:
                continue
            made += 1
            # Tests that noticed a mutant of the same function go first.
            first = order[mutant.function]
            rest = [number for number in range(len(tests)) if number not in first]
            numbers = [*first, *rest]
            calls = [tests[number][1] for number in numbers]
            failed = noticed(function, faulty(mutant, module), module, calls)
            if failed < 0:
                print(f"  {name}.py:{mutant.line} {mutant.function}: {mutant.what}", flush=True)
                continue
            killed += 1
            first.insert(0, numbers[failed])
            order[mutant.function] = list(dict.fromkeys(first))
        print(f"{name}.py: {killed} of {made} noticed ({killed / made:.1%})", flush=True)
        all_killed, all_made = all_killed + killed, all_made + made
    share = all_killed / all_made
    print(f"All: {all_killed} of {all_made} noticed ({share:.1%}), at least {LEAST_KILLED:.0%}")
    return 0 if share >= LEAST_KILLED else 1


if __name__ == "__main__":
    sys.exit(main())
