# SPDX-License-Identifier: EUPL-1.2
"""Two people at once: a row remembers its version, and a change based on an older one is refused."""

from __future__ import annotations

from typing import Any, Self

from django.db import models, transaction


class StaleVersionError(Exception):
    """Somebody changed the row after this page was opened.

    Attributes:
        current: the row as it is now.
        proposed: field to the value that was not saved.
    """

    def __init__(self, current: models.Model, proposed: dict[str, Any]) -> None:
        super().__init__(f"{current!r} was changed meanwhile")
        self.current = current
        self.proposed = proposed


class Versioned(models.Model):
    """A row that several people edit. Change it with :meth:`change` only; never with ``queryset.update``."""

    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        abstract = True

    @transaction.atomic
    def change(self, expected: int, /, **values: Any) -> Self:
        """Set fields and save, where the row still has the version the change is based on.

        Args:
            expected: version that the form was made from.
            values: field to its new value.

        Raises:
            StaleVersionError: carries the row as it is now and what was not saved. Nothing was saved.
        """
        # On SQLite IMMEDIATE transactions do what select_for_update does on PostgreSQL.
        current = type(self)._default_manager.select_for_update().get(pk=self.pk)
        current.change_held(expected, **values)
        for name in [*values, "version"]:
            setattr(self, name, getattr(current, name))
        return current

    def change_held(self, expected: int, /, **values: Any) -> None:
        """Set fields and save a row that this transaction has read with ``select_for_update`` itself.

        Args:
            expected: version that the form was made from.
            values: field to its new value.

        Raises:
            StaleVersionError: as :meth:`change`.
        """
        if self.version != expected:
            raise StaleVersionError(self, values)
        for name, value in values.items():
            setattr(self, name, value)
        self.version += 1
        self.save()
