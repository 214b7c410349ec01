# SPDX-License-Identifier: EUPL-1.2
"""App configuration."""

from django.apps import AppConfig


class EvacuationConfig(AppConfig):
    """See the docstring of the package."""

    name = "weerbaar.workbench.evacuation"
    label = "evacuation"
    verbose_name = "Evacuatie"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Make known what is computed in the background."""
        from weerbaar.workbench.evacuation import plan_jobs, reading_job, study_job

        study_job.register_kind()
        plan_jobs.register_kinds()
        reading_job.register_kind()
