# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.workbench.capabilities.documents import ROOT
from weerbaar.workbench.accounts.models import User
from weerbaar.workbench.rounds.models import Round
from weerbaar.workbench.shell import drafts

pytestmark = pytest.mark.django_db
PLACE = f"{ROOT}documenten/"


def test_a_text_is_saved_and_its_draft_forgotten(slim: Round, client_of: Callable[..., Any], analyst: User) -> None:
    client, row = client_of(analyst), slim.documents.get(kind="choice")
    key = f"capability-document:{slim.pk}:choice"
    assert key in client.get(f"{PLACE}choice/").content.decode()
    drafts.keep(analyst, key, {"content": "half"})
    answer = client.post(
        f"{PLACE}choice/bewaren", {"content": row.content + "# later\r\n", "version": "1", "level": "1"}
    )
    assert answer.status_code == 302
    row.refresh_from_db()
    assert (row.version, row.level, row.content.endswith("# later\n")) == (2, 1, True)
    assert drafts.draft_of(analyst, key) is None
    old = client.get(f"{PLACE}choice/versies/1").content.decode()
    assert "<ins>" in old
    assert "later" in old


def test_mistakes_stand_on_the_page_with_their_lines_and_the_text_stays(
    slim: Round, client_of: Callable[..., Any], analyst: User
) -> None:
    content = slim.documents.get(kind="choice").content.replace("always: [alert-online]", "always: [onbekend]")
    answer = client_of(analyst).post(f"{PLACE}choice/bewaren", {"content": content, "version": "1"})
    text = answer.content.decode()
    line = content.splitlines().index("always: [onbekend]") + 1
    assert answer.status_code == 422
    assert f"choice.yaml, regel {line}" in text
    assert f'data-first-line="{line}"' in text
    assert "always: [onbekend]" in text


def test_two_people_see_both_texts(slim: Round, client_of: Callable[..., Any], analyst: User) -> None:
    row = slim.documents.get(kind="choice")
    row.change(1, content=row.content + "# van een ander\n")
    answer = client_of(analyst).post(f"{PLACE}choice/bewaren", {"content": row.content + "# van mij\n", "version": "1"})
    assert answer.status_code == 409
    assert "van mij" in answer.content.decode()
    assert 'name="version" value="2"' in answer.content.decode()


def test_who_may_not_change_reads_and_who_may_not_see_finds_nothing(
    slim: Round, client_of: Callable[..., Any], analyst: User, decider: User
) -> None:
    reader = client_of(decider)
    text = reader.get(f"{PLACE}choice/").content.decode()
    assert "<textarea" not in text
    assert "alert-online" in text
    assert reader.post(f"{PLACE}choice/bewaren", {"content": "x"}).status_code == 403
    assert reader.get(f"{PLACE}cooperation/").status_code == 404
    assert client_of(analyst).get(f"{PLACE}cooperation/").status_code == 200
    assert reader.get(f"{PLACE}onzin/").status_code == 404


def test_a_new_document_begins_with_how_it_is_filled_in(
    round_: Round, client_of: Callable[..., Any], analyst: User
) -> None:
    text = client_of(analyst).get(f"{PLACE}measures/").content.decode()
    assert "measures: []" in text
    assert "# " in text


def test_saving_is_a_post(slim: Round, client_of: Callable[..., Any], analyst: User) -> None:
    assert client_of(analyst).get(f"{PLACE}choice/bewaren").status_code == 405
