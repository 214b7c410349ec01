# SPDX-License-Identifier: EUPL-1.2
"""A part of a document that people edit by itself: two people in different parts are not in each other's way."""

from __future__ import annotations

from typing import Any, cast

from django.db import models

from weerbaar.workbench.shell.versioned import StaleVersionError


class Piece:
    """A measure, or an answer of a checklist, as the conflict screen shows it.

    Attributes:
        version: fingerprint of its content.
    """

    def __init__(self, title: str, version: str, document: models.Model, values: dict[str, Any]) -> None:
        self._title = title
        self.version = version
        self.history = document.history  # type: ignore[attr-defined]
        for name, value in values.items():
            setattr(self, name, value)

    def __str__(self) -> str:
        return self._title


def stale(
    title: str, version: str, document: models.Model, current: dict[str, Any], proposed: dict[str, Any]
) -> StaleVersionError:
    """Return the error that says that a part was changed meanwhile.

    Args:
        title: what the part is called.
        version: its fingerprint now.
        document: that it is part of.
        current, proposed: field to what stands there, and to what was not saved; the same fields.
    """
    return StaleVersionError(cast(models.Model, Piece(title, version, document, current)), proposed)
