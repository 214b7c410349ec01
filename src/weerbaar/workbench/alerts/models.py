# SPDX-License-Identifier: EUPL-1.2
"""Uses of NL-Alert with their drafts, the register that can only grow, channels, and the files these work with."""

from __future__ import annotations

from typing import Any, NoReturn

from django.conf import settings
from django.db import models

from weerbaar.base import Text
from weerbaar.workbench.accounts.models import Region
from weerbaar.workbench.shell.versioned import Versioned


class Use(Versioned):
    """One use of NL-Alert, an exercise or a test, from its first draft.

    What happened stands in the register; the columns below it that repeat this are there to find uses by.

    Attributes:
        use: the id that it has in the register.
        region: None where the country alerts.
        draft: the draft as it is being written, as :class:`weerbaar.alerting.compose.Draft` has it.
        template: values of the fields of the template it was made with.
        answers: of the decision tree, as far as given.
        state: as :class:`weerbaar.alerting.register.Use` folds it from the register.
        least_share: what part of a cell must lie in the area to be asked, 0 to 1; 0 asks every cell that touches it.
        approved_share: the same as it was when the draft was approved; None where it was not.
        wanted: what whoever delivers still has to do: ``send``, ``cancel``, ``status`` or nothing.
        wanted_by, wanted_why: who asked for it, and why.
        channels: names of the channels over which it is sent.
        emergency: what the first of the two people said who release it without the checks; empty where nobody did.
    """

    use = models.CharField(max_length=80, unique=True)
    region = models.ForeignKey(Region, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    draft = models.JSONField(default=dict)
    template = models.JSONField(default=dict)
    answers = models.JSONField(default=list)
    title = models.CharField(max_length=200)
    incident = models.CharField(max_length=60)
    status = models.CharField(max_length=10)
    state = models.CharField(max_length=20, default="draft")
    least_share = models.FloatField(default=0.0)
    approved_share = models.FloatField(null=True, blank=True)
    wanted = models.CharField(max_length=10, blank=True)
    wanted_by = models.CharField(max_length=150, blank=True)
    wanted_why = models.CharField(max_length=200, blank=True)
    channels = models.JSONField(default=list)
    emergency = models.JSONField(default=dict)
    starts = models.DateTimeField(null=True, blank=True)
    expires = models.DateTimeField(null=True, blank=True)
    created = models.DateTimeField(auto_now_add=True)
    changed = models.DateTimeField(auto_now=True)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-created", "-pk"]
        indexes = [models.Index(fields=["state", "-created"]), models.Index(fields=["region", "-created"])]

    def __str__(self) -> str:
        return self.use


class Event(models.Model):
    """One line of the register. The database refuses to change or remove it.

    Attributes:
        use: empty for what concerns no single use.
        content: canonical JSON, as it was hashed.
    """

    number = models.PositiveBigIntegerField(primary_key=True)
    at = models.DateTimeField()
    use = models.CharField(max_length=80, blank=True)
    kind = models.CharField(max_length=20)
    by = models.CharField(max_length=200)
    content = models.TextField()
    previous = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)

    class Meta:
        ordering = ["number"]
        indexes = [models.Index(fields=["use", "number"]), models.Index(fields=["kind", "number"])]

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            self._refuse()
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        self._refuse()

    def _refuse(self) -> NoReturn:
        raise TypeError("events of the register are never changed or removed")


class SupplyKind(models.TextChoices):
    """What a file is for."""

    NETWORK = "network"
    BOUNDARIES = "boundaries"
    POPULATION = "population"
    BEST_SERVER = "best-server"
    CONTACTS = "contacts"
    SURVEY = "survey"
    VARIANT = "variant"

    @property
    def text(self) -> Text:
        """The kind in words."""
        return _SUPPLIES[self]


_SUPPLIES = {
    SupplyKind.NETWORK: Text(nl="netwerk van zendcellen", en="network of cells"),
    SupplyKind.BOUNDARIES: Text(nl="grenzen van gemeenten en regio’s", en="borders of municipalities and regions"),
    SupplyKind.POPULATION: Text(nl="inwoners per vierkant", en="inhabitants per square"),
    SupplyKind.BEST_SERVER: Text(nl="kaart van de werkelijke uitzending", en="best server map"),
    SupplyKind.CONTACTS: Text(nl="officiële telefoonnummers en websites", en="official phone numbers and sites"),
    SupplyKind.SURVEY: Text(nl="bereiksonderzoek", en="reach survey"),
    SupplyKind.VARIANT: Text(nl="eigen variant van een sjabloon", en="own variant of a template"),
}


class Supply(models.Model):
    """A file that the pages work with; its content lies in the data folder under its SHA-256.

    Attributes:
        facts: what its reader found, to be shown (how many cells, whether they are synthetic, which year).
        active: used; of a kind of which one is enough, the last one that was put to use.
    """

    kind = models.CharField(max_length=20, choices=[(kind.value, kind.value) for kind in SupplyKind])
    name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    facts = models.JSONField(default=dict)
    active = models.BooleanField(default=True)
    created = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["kind", "-created"]

    def __str__(self) -> str:
        return self.name


class ChannelKind(models.TextChoices):
    """What a channel speaks to."""

    REHEARSAL = "rehearsal"
    BSC = "bsc"
    OSMO_CBC = "osmo-cbc"

    @property
    def text(self) -> Text:
        """The kind in words."""
        return _CHANNELS[self]


_CHANNELS = {
    ChannelKind.REHEARSAL: Text(nl="oefennet (in het geheugen, zendt niets uit)", en="rehearsal (in memory)"),
    ChannelKind.BSC: Text(nl="zendercentrale over CBSP, met cellenlijst", en="BSC over CBSP, with a list of cells"),
    ChannelKind.OSMO_CBC: Text(nl="Cell Broadcast Centre over REST", en="Cell Broadcast Centre over REST"),
}


class Channel(Versioned):
    """A way to the cells of one operator.

    Attributes:
        purpose: ``live``, ``exercise`` or ``test``; never changed once made.
        address: host and ports, as the kind wants them.
        network: the cells behind it; None where it reaches a whole network without saying which cells.
    """

    name = models.CharField(max_length=80, unique=True)
    kind = models.CharField(max_length=20, choices=[(kind.value, kind.value) for kind in ChannelKind])
    purpose = models.CharField(max_length=10)
    address = models.JSONField(default=dict)
    network = models.ForeignKey(Supply, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    active = models.BooleanField(default=True)
    created = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
