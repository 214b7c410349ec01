# SPDX-License-Identifier: EUPL-1.2
"""App configuration."""

from django.apps import AppConfig
from django.db.models.signals import post_save


class LibraryConfig(AppConfig):
    """See the docstring of the package."""

    name = "weerbaar.workbench.library"
    label = "library"
    verbose_name = "Scenariobibliotheek"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Keep the search index in step, and say what the library asks of people."""
        from weerbaar.workbench.library import asked, search_index
        from weerbaar.workbench.rounds.asked import ask_through

        post_save.connect(search_index.follow, sender=self.get_model("Scenario"), dispatch_uid="library.search")
        ask_through(asked.asked_in_library)
