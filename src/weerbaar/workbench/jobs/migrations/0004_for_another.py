# SPDX-License-Identifier: EUPL-1.2

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("jobs", "0003_what_was_seen"),
    ]

    operations = [
        migrations.AddField(
            model_name="job",
            name="for_another",
            field=models.BooleanField(default=False),
        ),
    ]
