# SPDX-License-Identifier: EUPL-1.2
"""App configuration."""

from django.apps import AppConfig


class JobsConfig(AppConfig):
    """See the docstring of the package."""

    name = "weerbaar.workbench.jobs"
    label = "jobs"
    verbose_name = "Rekenwerk"
    default_auto_field = "django.db.models.BigAutoField"
