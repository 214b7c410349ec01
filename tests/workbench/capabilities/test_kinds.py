# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from django.urls import reverse

from tests.workbench.capabilities.documents import example
from weerbaar.workbench.capabilities.kinds import BY_FILE, GROUPS, KINDS, OF_ANALYSIS


def test_every_file_of_the_example_has_a_kind() -> None:
    assert set(example()) == {kind.file for kind in KINDS} - {"approaches.yaml"}
    assert set(OF_ANALYSIS) == {"analysis", "capabilities", "tasks", "present", "measures", "choice", "weights"}


def test_every_kind_leads_to_a_page_and_belongs_to_a_group() -> None:
    for kind in KINDS:
        assert reverse(kind.page, kwargs={"round_slug": "ronde"}).startswith("/rondes/ronde/capaciteiten/")
        assert kind.group in GROUPS
        assert BY_FILE[kind.file] is kind
