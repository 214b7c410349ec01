# SPDX-License-Identifier: EUPL-1.2
"""The ordered labels of a method: half classes, whole classes and "not relevant"."""

from __future__ import annotations

from weerbaar.base import Text, WeerbaarError
from weerbaar.method.model import Criterion, Method


class UnknownNameError(WeerbaarError, ValueError):
    """A label, class, criterion, profile or rule that the method does not have."""


class UnusableValueError(WeerbaarError, ValueError):
    """A base or a set of weights that no total can be computed with."""


def label_codes(method: Method) -> tuple[str, ...]:
    """Return every label from low to high, starting with the scale's "none"."""
    return (method.scale.none, *(label.code for label in method.scale.labels))


def class_codes(method: Method) -> tuple[str, ...]:
    """Return the whole classes from low to high, without half classes and without "none"."""
    return tuple(dict.fromkeys(label.klass for label in method.scale.labels))


def class_of_label(method: Method, label: str) -> str:
    """Return the whole class of ``label``; the scale's "none" is its own class.

    Raises:
        UnknownNameError: the method has no such label.
    """
    if label == method.scale.none or label in method.scale.none_alternatives:
        return method.scale.none
    for known in method.scale.labels:
        if known.code == label:
            return known.klass
    raise unknown("label", "label", label, label_codes(method))


def find_criterion(method: Method, criterion: str) -> Criterion:
    """Return the criterion with this id.

    Raises:
        UnknownNameError: the method has no such criterion.
    """
    for known in method.criteria:
        if known.id == criterion:
            return known
    raise unknown("criterium", "criterion", criterion, [c.id for c in method.criteria])


def unknown(nl: str, en: str, given: str, allowed: tuple[str, ...] | list[str]) -> UnknownNameError:
    """Return the error for a name that is not one of ``allowed``; ``nl`` and ``en`` say what it names."""
    names = ", ".join(allowed) or "–"
    return UnknownNameError(
        Text(
            nl=f"Onbekend: {nl} '{given}'. Toegestaan: {names}.",
            en=f"Unknown {en} '{given}'. Allowed: {names}.",
        )
    )
