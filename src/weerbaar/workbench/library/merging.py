# SPDX-License-Identifier: EUPL-1.2
"""What one writer changed, laid over what others changed meanwhile; links that a writer may not see stay."""

from __future__ import annotations

from copy import deepcopy
from types import SimpleNamespace
from typing import Any

from weerbaar import dossier
from weerbaar.base import Text
from weerbaar.workbench.library.conversion import SECTIONS, scenario_of
from weerbaar.workbench.library.models import Scenario
from weerbaar.workbench.library.rules import RefusedError
from weerbaar.workbench.shell.versioned import StaleVersionError


def version_of(row: Scenario, version: int) -> Any:
    """Return a version of a scenario from its history, with the fields of the row.

    Raises:
        RefusedError: there is no such version.
    """
    if version == row.version:
        return row
    found = row.history.filter(version=version).order_by("history_id").last()
    if found is None:
        raise RefusedError(Text(nl=f"Er is geen versie {version}.", en=f"There is no version {version}."))
    return found


def with_hidden_links(fields: dict[str, Any], row: Scenario, hidden: set[str]) -> dict[str, Any]:
    """Return the fields with the links of the row to scenarios the writer may not know of, and with no other such."""
    kept = [link for link in row.links if link["scenario"] in hidden]
    return {**fields, "links": [link for link in fields["links"] if link["scenario"] not in hidden] + kept}


def changes(made_from: dict[str, Any], wanted: dict[str, Any], row: Scenario) -> dict[str, Any]:
    """Return the fields that the writer changed, ready to be laid over the row.

    Args:
        made_from: fields as the writer found them.
        wanted: fields as the writer left them.
        row: as it is now; of the storyline only the changed parts are replaced in it.
    """
    values = {
        name: value for name, value in wanted.items() if name not in {"slug", "story"} and value != made_from[name]
    }
    story: dict[str, dict[str, str]] = deepcopy(row.story)
    touched = False
    for section in SECTIONS:
        for language in ("nl", "en"):
            before = made_from["story"].get(section, {}).get(language, "")
            after = wanted["story"].get(section, {}).get(language, "")
            if before != after:
                touched = True
                story.setdefault(section, {"nl": "", "en": ""})[language] = after
    if touched:
        values["story"] = {name: story[name] for name in SECTIONS if any(story.get(name, {}).values())}
    return values


def visible_scenario(row: Scenario, values: dict[str, Any], hidden: set[str]) -> dossier.Scenario:
    """Return the scenario that saving the values would give, without the links the writer may not see."""
    fields = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}
    whole = {**fields, **values}
    whole["links"] = [link for link in whole["links"] if link["scenario"] not in hidden]
    return scenario_of(SimpleNamespace(**whole))  # type: ignore[arg-type]


def change_row(
    row: Scenario, version: int, user: Any, reason: str, values: dict[str, Any], shown: set[str] | None = None
) -> Scenario:
    """Change a row with its maker and reason in the history; those are no fields that a conflict shows."""
    try:
        return row.change(version, **values, _history_user=user, _change_reason=reason.strip() or None)
    except StaleVersionError as error:
        error.proposed = {name: value for name, value in error.proposed.items() if name in (shown or set())}
        raise
