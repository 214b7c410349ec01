# SPDX-License-Identifier: EUPL-1.2
"""The word lists, templates and lists of contacts that the product ships for composing an alert."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path
from typing import TypeVar

from weerbaar.base import FileModel, read_yaml, validate

ModelT = TypeVar("ModelT", bound=FileModel)


def shipped_folder() -> Path:
    """Return the folder that holds them."""
    return Path(str(files("weerbaar").joinpath("data", "alerting", "compose")))


def shipped(model: type[ModelT], name: str) -> ModelT:
    """Return a shipped file as ``model``.

    Args:
        model: what the file holds.
        name: its name in :func:`shipped_folder`.
    """
    return validate(model, read_yaml(shipped_folder() / name, name))
