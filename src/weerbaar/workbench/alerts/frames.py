# SPDX-License-Identifier: EUPL-1.2
"""The templates to write with: the national frames, and the variants that regions made of them."""

from __future__ import annotations

from weerbaar.alerting.compose import Template, UnknownTemplateError, template, templates
from weerbaar.workbench.alerts.facts import PATIENCE_S, loaded
from weerbaar.workbench.alerts.models import Supply, SupplyKind


def frames_now() -> tuple[Template, ...]:
    """Return the national frames and after them the variants in use, each under a name of its own."""
    found = {one.id: one for one in templates()}
    for supply in Supply.objects.filter(kind=SupplyKind.VARIANT, active=True).order_by("created", "pk"):
        variant = loaded(supply, PATIENCE_S)
        if variant is not None:
            found[variant.id] = variant
    return tuple(found.values())


def frame_named(name: str) -> Template:
    """Return a frame or variant; also a variant that was put aside since a draft was begun with it.

    Raises:
        UnknownTemplateError: there is none of this name.
    """
    try:
        return template(name)
    except UnknownTemplateError:
        rows = Supply.objects.filter(kind=SupplyKind.VARIANT, facts__template=name)
        supply = rows.order_by("-active", "-created", "-pk").first()
        variant = None if supply is None else loaded(supply, PATIENCE_S)
        if variant is None:
            raise
        found: Template = variant
        return found
