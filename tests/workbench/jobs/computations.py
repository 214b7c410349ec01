# SPDX-License-Identifier: EUPL-1.2
"""Kinds of computation for the tests; ``run`` is found by name in the process that computes."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from weerbaar.base import Text, WeerbaarError
from weerbaar.workbench.jobs import cluster
from weerbaar.workbench.jobs.registry import Kind, NeedsError, Progress

if TYPE_CHECKING:
    from weerbaar.workbench.rounds.models import Round


def _as_asked(round_: Round, level: int, parameters: dict[str, Any]) -> Any:
    return parameters.get("number", 0)


def double(prepared: Any, progress: Progress) -> bytes:
    progress(0.5)
    return str(2 * prepared).encode()


def refuse(prepared: Any, progress: Progress) -> bytes:
    raise WeerbaarError(Text(nl="dit getal kan niet", en="this number is impossible"))


def stumble(prepared: Any, progress: Progress) -> bytes:
    return str(1 / prepared).encode()


def crash(prepared: Any, progress: Progress) -> bytes:
    os._exit(3)


def endless(prepared: Any, progress: Progress) -> bytes:
    while True:
        progress(0.25)


def on_cluster(prepared: Any, progress: Progress) -> bytes:
    with cluster.executor() as executor:
        if executor is None:
            return b"here"
        return str(sum(executor.map(abs, range(-prepared, 0)))).encode()


def refuse_to_prepare(round_: Round, level: int, parameters: dict[str, Any]) -> Any:
    raise WeerbaarError(Text(nl="er zijn geen oordelen", en="there are no judgements"))


def need_double(round_: Round, level: int, parameters: dict[str, Any]) -> Any:
    from weerbaar.workbench.jobs import verbs

    asked = {"number": parameters.get("number", 0)}
    done = verbs.latest(round_, parameters.get("first", "double"), asked, level)
    if done is None or verbs.is_stale(done, round_):
        raise NeedsError(parameters.get("first", "double"), asked, level)
    return int(verbs.result_bytes(done))


KINDS = {
    run.__name__: Kind(run.__name__, Text(nl=f"toets {run.__name__}", en=f"test {run.__name__}"), _as_asked, run)
    for run in (double, refuse, stumble, crash, endless, on_cluster)
}
KINDS["unprepared"] = Kind("unprepared", Text(nl="toets", en="test"), refuse_to_prepare, double)
KINDS["after_double"] = Kind("after_double", Text(nl="toets daarna", en="test after"), need_double, double)
