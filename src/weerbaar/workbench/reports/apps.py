# SPDX-License-Identifier: EUPL-1.2
"""App configuration."""

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    """See the docstring of the package."""

    name = "weerbaar.workbench.reports"
    label = "reports"
    verbose_name = "Rapporten"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Make the kinds of jobs and what is asked of people known."""
        from weerbaar.workbench.jobs.registry import register
        from weerbaar.workbench.reports.asked import signing_asked
        from weerbaar.workbench.reports.kinds import DOCUMENT, PUBLICATION
        from weerbaar.workbench.rounds.asked import ask_through

        register(DOCUMENT)
        register(PUBLICATION)
        ask_through(signing_asked)
