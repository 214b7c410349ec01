# SPDX-License-Identifier: EUPL-1.2
"""Kill -9 of the server, while people work, loses nothing that was answered, and leaves nothing half done."""

from __future__ import annotations

import http.client
import random
import threading
from dataclasses import dataclass, field

import pytest
from django.db import connection

from tests.server.conftest import Panel, Place
from tests.server.web_server import Browser, WebServer
from weerbaar.workbench.audit import log
from weerbaar.workbench.audit.models import Entry
from weerbaar.workbench.library.models import Comment
from weerbaar.workbench.scoring.models import Answer
from weerbaar.workbench.shell.models import Draft

CRITERIA = ("1.1", "1.2", "2.1")


@dataclass
class Writer:
    """Somebody who writes remarks, answers and drafts without a pause, and remembers what was accepted."""

    name: str
    browser: Browser
    remarks: set[str] = field(default_factory=set)
    answers: dict[str, tuple[str, str]] = field(default_factory=dict)
    """Criterion to the label that was accepted, and the one that was sent last."""
    draft: tuple[int, int] = (0, 0)
    faults: list[str] = field(default_factory=list)
    number: int = 0

    def write(self, accepted: threading.Semaphore) -> None:
        try:
            while True:
                self.number += 1
                (self.remark, self.answer, self.type)[self.number % 3]()
                accepted.release()
        except (OSError, http.client.HTTPException):
            return

    def remark(self) -> None:
        text = f"opmerking {self.number} van {self.name}"
        if self.holds(self.browser.post("/rondes/proefronde/scenarios/scenario-1/opmerkingen", text=text)):
            self.remarks.add(text)

    def answer(self) -> None:
        criterion = CRITERIA[self.number % len(CRITERIA)]
        label, (known, _) = "ABCDE"[self.number % 5], self.answers.get(criterion, ("", ""))
        self.answers[criterion] = (known, label)
        address = f"/rondes/proefronde/beoordelen/scenario-2/{criterion}/"
        version = str(self.versions.get(criterion, 0))
        given = {f"{criterion}__way": "label", f"{criterion}__label": label, f"{criterion}__version": version}
        if self.holds(self.browser.post(address, **given)):
            self.answers[criterion] = (label, label)
            if label != known:
                self.versions[criterion] = self.versions.get(criterion, 0) + 1

    versions: dict[str, int] = field(default_factory=dict)

    def type(self) -> None:
        self.draft = (self.draft[0], self.number)
        address, body = "/concept", f'{{"key": "toets", "values": {{"n": "{self.number}"}}}}'
        if self.holds(self.browser._ask("POST", address, body)):
            self.draft = (self.number, self.number)

    def holds(self, answer: tuple[int, str]) -> bool:
        if answer[0] >= 400:
            self.faults.append(f"{answer[0]}: {answer[1][:300]}")
        return answer[0] < 400


@pytest.mark.parametrize("place", ["sqlite", pytest.param("postgresql", marks=pytest.mark.thorough)], indirect=True)
def test_what_was_accepted_is_there_after_a_kill(place: Place, panel: Panel) -> None:
    server = WebServer(place.data, place.url)
    sessions = panel.sessions()
    writers = [
        Writer(expert.username, server.browser(session))
        for expert, session in zip(panel.experts, sessions, strict=True)
    ]
    accepted = threading.Semaphore(0)
    threads = [threading.Thread(target=writer.write, args=(accepted,)) for writer in writers]
    for thread in threads:
        thread.start()
    for _ in range(random.randint(20, 45)):
        accepted.acquire(timeout=60)
    server.kill()
    for thread in threads:
        thread.join()
    assert [writer.faults for writer in writers] == [[]] * len(writers)

    again = WebServer(place.data, place.url)
    try:
        status, page = again.browser(sessions[0]).get("/rondes/proefronde/scenarios/scenario-1/")
        assert status == 200
        assert all(remark in page for remark in writers[0].remarks)
        assert again.browser("").get("/gezond")[0] == 200
    finally:
        assert again.stop() == 0
    assert_whole(writers)


def assert_whole(writers: list[Writer]) -> None:
    remarks = dict(Comment.objects.values_list("pk", "text"))
    assert set().union(*(writer.remarks for writer in writers)) <= set(remarks.values())
    stored = {(a.panelist.user.username, a.criterion): a for a in Answer.objects.select_related("panelist__user")}  # type: ignore[union-attr]
    for writer in writers:
        for criterion, labels in writer.answers.items():
            found = stored.get((writer.name, criterion))
            # Of what was under way when the server died it is not known whether it arrived; either is whole.
            assert (found.judgement["label"] if found else "") in labels, (writer.name, criterion)
        draft = Draft.objects.filter(user__username=writer.name).first()
        assert int(draft.values["n"] if draft else 0) in writer.draft
    # What happened and its line in the log came together, or neither came.
    logged = Entry.objects.filter(action="comment.created").values_list("object_id", flat=True)
    assert sorted(int(pk) for pk in logged) == sorted(remarks)
    assert Entry.objects.filter(action="answer.saved").count() == sum(answer.version for answer in stored.values())
    assert log.faults() == []
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA integrity_check")
            assert cursor.fetchall() == [("ok",)]
