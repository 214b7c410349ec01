# SPDX-License-Identifier: EUPL-1.2
"""What was up to date stays so. Apart from the new columns: PostgreSQL changes no table with changed rows in it."""

from typing import Any

from django.db import migrations, models
from django.db.models.functions import Cast

_OF_RESULTS = ("assessment", "sensitivity", "cascade", "cuts")


def keep_fresh(apps: Any, editor: Any) -> None:
    """What these saw is the count alone. The others see more than that, and are made again."""
    jobs = apps.get_model("jobs", "Job").objects
    jobs.filter(kind__in=_OF_RESULTS).update(saw=Cast("inputs", models.CharField()))
    jobs.filter(parameters__has_key="catalogue").update(saw="")


class Migration(migrations.Migration):
    dependencies = [("jobs", "0002_state_and_order")]

    operations = [migrations.RunPython(keep_fresh, migrations.RunPython.noop)]
