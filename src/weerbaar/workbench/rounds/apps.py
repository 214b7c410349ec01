# SPDX-License-Identifier: EUPL-1.2
"""App configuration."""

from django.apps import AppConfig


class RoundsConfig(AppConfig):
    """See the docstring of the package."""

    name = "weerbaar.workbench.rounds"
    label = "rounds"
    verbose_name = "Rondes"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Say what a round asks of who leads it."""
        from weerbaar.workbench.rounds.asked import ask_through
        from weerbaar.workbench.rounds.leading import asked_of_leaders

        ask_through(asked_of_leaders)
