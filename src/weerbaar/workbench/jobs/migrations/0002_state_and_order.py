# SPDX-License-Identifier: EUPL-1.2
"""A job knows the state of what it saw, and may wait for another one."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("jobs", "0001_initial"), ("rounds", "0002_reach")]

    operations = [
        migrations.AddField("job", "saw", models.CharField(blank=True, max_length=200), preserve_default=False),
        migrations.AddField(
            "job",
            "after",
            models.ForeignKey(
                blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="jobs.job"
            ),
        ),
    ]
