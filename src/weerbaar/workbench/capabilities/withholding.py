# SPDX-License-Identifier: EUPL-1.2
"""What of a document somebody may see: its text, and its entries about scenarios that the person does not know of."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Any

from weerbaar.base import InputError
from weerbaar.workbench.accounts.level import Level
from weerbaar.workbench.capabilities.kinds import BY_NAME
from weerbaar.workbench.capabilities.models import Document
from weerbaar.workbench.capabilities.yaml_items import data_of

_NAMES = ("scenario", "cause", "consequence")
"""Fields that name one scenario; an entry about a hidden one is left out as a whole."""
_GONE = object()


def cleared(level: int) -> bool:
    """Whether lines that are marked as confidential may be shown at this level."""
    return level >= Level.DEPARTMENTAL


def text_may_be_read(document: Document, level: int, hidden: Collection[str]) -> bool:
    """Whether the text itself may be shown: it is not above the level, and names no scenario that is.

    Args:
        document: the document.
        level: clearance.
        hidden: ids of scenarios above that clearance.
    """
    return document.text_level <= level and not names(document.content, hidden)


def names(text: str, hidden: Collection[str]) -> bool:
    """Whether a text names one of these scenarios."""
    return any(_named(scenario, text) for scenario in hidden)


def _named(scenario: str, text: str) -> bool:
    return re.search(rf"(?<![\w-]){re.escape(scenario)}(?![\w-])", text) is not None


def without(content: str, name: str, hidden: Collection[str]) -> str:
    """Return a document without the entries about hidden scenarios; as it is where it has none.

    Args:
        content: YAML.
        name: of the file.
        hidden: ids of scenarios.
    """
    from weerbaar.dossier import yaml_text

    if not names(content, hidden):
        return content
    try:
        kept = _pruned(data_of(content, name), frozenset(hidden))
    except InputError:
        return ""
    return yaml_text({} if kept is _GONE else kept)


def _pruned(value: Any, hidden: frozenset[str]) -> Any:
    if isinstance(value, dict):
        if any(value.get(name) in hidden for name in _NAMES if isinstance(value.get(name), str)):
            return _GONE
        found = {}
        for key, part in value.items():
            kept = _pruned(part, hidden)
            if kept is _GONE or (key == "scenarios" and kept != part and _alone(value, kept)):
                return _GONE
            found[key] = kept
        return found
    if isinstance(value, list):
        parts = [_pruned(part, hidden) for part in value]
        return [part for part in parts if part is not _GONE and not (isinstance(part, str) and part in hidden)]
    return value


def _alone(value: dict[str, Any], scenarios: Any) -> bool:
    """Whether scenarios that run at the same time are fewer than two now; subjects and themes may have none."""
    return "heading" not in value and "starts" not in value and isinstance(scenarios, list) and len(scenarios) < 2


def holds_confidential(kind: str, content: str) -> bool:
    """Whether some lines of a document must not leave the organisation.

    Args:
        kind: of the document.
        content: YAML that can be read.
    """
    data = data_of(content, BY_NAME[kind].file)
    if kind == "assistance" and isinstance(data, dict):
        # The strength of the riot police is confidential unless the file says otherwise.
        platoons = data.get("platoons")
        if isinstance(platoons, list) and any(
            isinstance(p, dict) and p.get("confidential", True) is True for p in platoons
        ):
            return True
    return _marked(data)


def _marked(value: Any) -> bool:
    if isinstance(value, dict):
        return any(
            (key in ("confidential", "confidential_contact") and part is True)
            or (key == "confidential_fields" and bool(part))
            or _marked(part)
            for key, part in value.items()
        )
    return isinstance(value, list) and any(_marked(part) for part in value)
