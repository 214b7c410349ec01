# SPDX-License-Identifier: EUPL-1.2
"""Actions in words, in both languages."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.apps import apps

import weerbaar.workbench
from weerbaar.workbench.audit.words import action_words, object_words

WORKBENCH = Path(weerbaar.workbench.__file__).parent
_RECORDED = re.compile(r"""\brecord\(\s*[\w.]+,\s*f?"([a-z-]+\.[a-z-]+)\"""")


@pytest.mark.parametrize(
    ("action", "nl", "en"),
    [
        ("scenario.changed", "scenario gewijzigd", "scenario changed"),
        ("user.logged-in", "gebruiker ingelogd", "user logged in"),
        ("user.login-failed", "gebruiker: inloggen mislukt", "user: login failed"),
        ("something.else", "something.else", "something.else"),
    ],
)
def test_an_action_is_told_in_words(action: str, nl: str, en: str) -> None:
    assert (action_words(action).nl, action_words(action).en) == (nl, en)


def test_a_kind_of_row_is_told_in_words() -> None:
    assert object_words("panelist").nl == "deskundige"
    assert object_words("unknown").nl == "unknown"


def test_every_row_of_an_evacuation_has_words() -> None:
    models = (model._meta.model_name for model in apps.get_app_config("evacuation").get_models())
    names = [name for name in models if not str(name).startswith("historical")]
    assert "fleet" in names
    assert [name for name in names if object_words(str(name)).nl == name] == []


def test_every_action_that_is_recorded_has_words() -> None:
    sources = [path.read_text(encoding="utf-8") for path in WORKBENCH.rglob("*.py")]
    actions = {action for source in sources for action in _RECORDED.findall(source)}
    assert "audit.exported" in actions
    assert sorted(action for action in actions if action_words(action).nl == action) == []
