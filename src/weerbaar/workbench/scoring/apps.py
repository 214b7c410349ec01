# SPDX-License-Identifier: EUPL-1.2
"""App configuration."""

from django.apps import AppConfig


class ScoringConfig(AppConfig):
    """See the docstring of the package."""

    name = "weerbaar.workbench.scoring"
    label = "scoring"
    verbose_name = "Beoordelen"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Say what is asked of people, and what there is about a scenario."""
        from weerbaar.workbench.library.naming import name_through
        from weerbaar.workbench.rounds.asked import ask_through
        from weerbaar.workbench.scoring.asked import answers_about, scoring_asked

        ask_through(scoring_asked)
        name_through(answers_about)
