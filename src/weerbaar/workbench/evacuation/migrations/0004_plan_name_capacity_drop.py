# SPDX-License-Identifier: EUPL-1.2

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("evacuation", "0003_input_file")]

    operations = [
        migrations.AddField("plan", "name_en", models.CharField(blank=True, max_length=200)),
        migrations.AddField("historicalplan", "name_en", models.CharField(blank=True, max_length=200)),
        migrations.AddField("plan", "capacity_drop", models.FloatField(default=0.0)),
        migrations.AddField("historicalplan", "capacity_drop", models.FloatField(default=0.0)),
    ]
