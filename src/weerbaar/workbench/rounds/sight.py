# SPDX-License-Identifier: EUPL-1.2
"""Which tasks somebody may know of: not those that lead to a scenario above the own clearance.

A task is made when somebody is mentioned in a remark, and its address names the scenario. Others look at it in the list
of the round, and a scenario can become more confidential after the task was made.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from urllib.parse import unquote, urlsplit

from weerbaar.workbench.accounts.models import User
from weerbaar.workbench.library.models import Scenario
from weerbaar.workbench.rounds.models import Task


def readable_tasks(user: User, tasks: Iterable[Task]) -> list[Task]:
    """Return the tasks that somebody may know of, in the order given; one query for all of them."""
    given = list(tasks)
    leading = {task.round_id for task in given if task.address}
    if not leading:
        return given
    hidden: dict[int, set[str]] = defaultdict(set)
    above = Scenario.objects.filter(round__in=leading, level__gt=user.clearance)
    for round_id, slug in above.values_list("round_id", "slug"):
        hidden[round_id].add(slug)
    return [task for task in given if hidden[task.round_id].isdisjoint(_parts(task.address))]


def _parts(address: str) -> list[str]:
    try:
        path = urlsplit(address).path
    except ValueError:
        path = address
    return [unquote(part) for part in path.split("/")]
