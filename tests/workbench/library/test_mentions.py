# SPDX-License-Identifier: EUPL-1.2
"""Who is meant by @name."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from weerbaar.workbench.accounts.level import Level
from weerbaar.workbench.accounts.models import Role, User
from weerbaar.workbench.library import mentions
from weerbaar.workbench.library.models import Comment, Scenario
from weerbaar.workbench.rounds.models import Task

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Kijk, @bert.", ["bert"]),
        ("@bert @Bert @bert", ["bert", "Bert"]),
        ("@a.jansen+nl@voorbeeld.nl klopt dit?", ["a.jansen+nl@voorbeeld.nl"]),
        ("mail naar info@voorbeeld.nl", []),
        ("@", []),
        (" ".join(f"@u{n}" for n in range(100)), [f"u{n}" for n in range(20)]),
    ],
)
def test_names_follow_an_at_sign(text: str, names: list[str]) -> None:
    assert mentions.names_in(text) == names


def test_only_who_may_read_is_asked(row: Scenario, writer: User, second: User, make_user: Callable[..., User]) -> None:
    make_user(name="vreemde")
    make_user(Role.READER, name="weg", is_active=False)
    text = "@bert @vreemde @weg"
    assert mentions.mentioned(text, row.round, Level.INTERNAL) == ([second], ["vreemde", "weg"])
    assert mentions.mentioned(text, row.round, Level.DEPARTMENTAL) == ([], ["bert", "vreemde", "weg"])


def test_everybody_asked_is_asked_in_the_own_language_but_not_the_writer(
    row: Scenario, writer: User, second: User
) -> None:
    second.language = "en"
    remark = Comment.objects.create(scenario=row, version=1, author=writer, text="x")
    mentions.ask(row, remark, [writer, second], writer)
    (task,) = Task.objects.all()
    assert (task.user, task.text) == (second, "anna mentions you in a remark; read it and answer")


def test_a_resolved_thread_settles_all_of_its_tasks(row: Scenario, writer: User, second: User) -> None:
    thread = Comment.objects.create(scenario=row, version=1, author=writer, text="x")
    answer = Comment.objects.create(scenario=row, version=1, author=writer, text="y", parent=thread)
    other = Comment.objects.create(scenario=row, version=1, author=writer, text="z")
    for remark in (thread, answer, other):
        mentions.ask(row, remark, [second], writer)
    mentions.settle(row, thread)
    assert [t.address.rpartition("-")[2] for t in Task.objects.filter(done__isnull=True)] == [str(other.pk)]
