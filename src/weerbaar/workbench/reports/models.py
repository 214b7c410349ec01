# SPDX-License-Identifier: EUPL-1.2
"""What was signed: rows that are added and never changed; the files lie in the data folder under their SHA-256."""

from __future__ import annotations

from typing import Any, NoReturn

from django.conf import settings
from django.db import models

from weerbaar.workbench.rounds.models import Round


class Frozen(models.Model):
    """A row that can only be added."""

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            self._refuse()
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        self._refuse()

    def _refuse(self) -> NoReturn:
        raise TypeError("what was signed is never changed or removed")


class Publication(Frozen):
    """One signing of a round.

    Attributes:
        number: 1 for the first signing of the round.
        signer: name of who signed, written out so that it stands when the account is gone.
        inputs: ``Round.inputs`` at that moment.
    """

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="publications")
    number = models.PositiveIntegerField()
    signed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    signer = models.CharField(max_length=200)
    signed = models.DateTimeField()
    reason = models.TextField()
    inputs = models.PositiveBigIntegerField()

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["round", "number"], name="one_publication_per_number")]

    def __str__(self) -> str:
        return f"{self.round} ({self.number})"

    @property
    def withdrawn(self) -> Withdrawal | None:
        """Its withdrawal; None while it stands."""
        return getattr(self, "withdrawal", None)


class Withdrawal(Frozen):
    """Somebody took a signed publication back; it can still be read."""

    publication = models.OneToOneField(Publication, on_delete=models.PROTECT, related_name="withdrawal")
    withdrawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    who = models.CharField(max_length=200)
    at = models.DateTimeField()
    reason = models.TextField()

    @property
    def round(self) -> Round:
        """The round it belongs to."""
        return self.publication.round


class Edition(Frozen):
    """A publication as somebody with a certain clearance may see it.

    Attributes:
        record: the run record of the results in it, as :meth:`weerbaar.base.RunRecord.as_dict` gives it.
    """

    publication = models.ForeignKey(Publication, on_delete=models.PROTECT, related_name="editions")
    level = models.PositiveSmallIntegerField()
    run_id = models.CharField(max_length=12)
    record = models.JSONField()

    class Meta:
        ordering = ["level"]
        constraints = [models.UniqueConstraint(fields=["publication", "level"], name="one_edition_per_level")]


class PublishedFile(Frozen):
    """One file of an edition."""

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="files")
    name = models.CharField(max_length=120)
    media_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["edition", "name"], name="one_file_per_name")]
