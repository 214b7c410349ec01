# SPDX-License-Identifier: EUPL-1.2
"""App configuration."""

from typing import Any

from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    """See the docstring of the package."""

    name = "weerbaar.workbench.exchange"
    label = "exchange"
    verbose_name = "Uitwisseling"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Let webhooks hear what goes into the log."""
        from weerbaar.workbench.audit.log import recorded

        recorded.connect(_heard, dispatch_uid="exchange.webhooks")


def _heard(sender: Any, entry: Any, **_: Any) -> None:
    from weerbaar.workbench.exchange import delivering, events

    if events.take(entry):
        delivering.wake()
