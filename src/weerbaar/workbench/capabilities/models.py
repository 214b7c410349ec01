# SPDX-License-Identifier: EUPL-1.2
"""The documents of a capability analysis, who wrote which measure, and what was decided about it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from simple_history.models import HistoricalRecords

from weerbaar.base import Text
from weerbaar.workbench.accounts.level import Level
from weerbaar.workbench.rounds.models import Round
from weerbaar.workbench.shell.versioned import Versioned


class Document(Versioned):
    """One file of the analysis of a round, as the library reads it.

    Attributes:
        kind: what it holds, one of :data:`weerbaar.workbench.capabilities.kinds.KINDS`.
        name: of the file.
        content: YAML.
        level: who may not see this, does not see what is in it either.
        confidential: some of its lines must not leave the organisation. Results are then shown without what would
            betray them to who is not cleared for :attr:`Level.DEPARTMENTAL`, and the text is not shown at all.
    """

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="documents")
    kind = models.CharField(max_length=20)
    name = models.CharField(max_length=120)
    content = models.TextField()
    level = models.PositiveSmallIntegerField(default=Level.OPEN)
    confidential = models.BooleanField(default=False)
    changed = models.DateTimeField(auto_now=True)
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    history = HistoricalRecords()

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["round", "name"], name="one_document_per_name")]

    def __str__(self) -> str:
        return self.name

    @property
    def text_level(self) -> int:
        """Level of confidentiality of the text itself."""
        return max(self.level, Level.DEPARTMENTAL) if self.confidential else self.level


class Author(models.Model):
    """Who proposed or changed a measure: somebody else decides on it."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="measure_authors")
    measure = models.CharField(max_length=80)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["round", "measure", "user"], name="one_author_per_measure")]


class Outcome(models.TextChoices):
    """What a decision comes to."""

    ADOPTED = "adopted"
    REJECTED = "rejected"

    @property
    def text(self) -> Text:
        """The outcome in words."""
        return _OUTCOMES[self]


_OUTCOMES = {
    Outcome.ADOPTED: Text(nl="overgenomen", en="adopted"),
    Outcome.REJECTED: Text(nl="niet overgenomen", en="not adopted"),
}


class Verdict(models.Model):
    """A decision on a measure; never changed. A later one takes its place, and both stay.

    Attributes:
        subject, entry: ids in the register, where the decision stands with its mandate and deadline.
    """

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="measure_verdicts")
    measure = models.CharField(max_length=80)
    outcome = models.CharField(max_length=10, choices=[(o.value, o.value) for o in Outcome])
    reason = models.TextField()
    subject = models.CharField(max_length=80)
    entry = models.CharField(max_length=80)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["at", "pk"]
