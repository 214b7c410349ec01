# SPDX-License-Identifier: EUPL-1.2
"""One count of changes becomes three; they begin equal, so that what was up to date stays so."""

from typing import Any

from django.db import migrations, models


def begin_equal(apps: Any, editor: Any) -> None:
    apps.get_model("rounds", "Round").objects.update(report_inputs=models.F("inputs"), result_inputs=models.F("inputs"))


class Migration(migrations.Migration):
    dependencies = [("rounds", "0001_initial")]

    operations = [
        migrations.AddField("round", "report_inputs", models.PositiveBigIntegerField(default=1)),
        migrations.AddField("round", "result_inputs", models.PositiveBigIntegerField(default=1)),
        migrations.RunPython(begin_equal, migrations.RunPython.noop),
    ]
