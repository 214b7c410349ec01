# SPDX-License-Identifier: EUPL-1.2
"""Whether there is a second turn at all is asked on every page that counts answers."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("scoring", "0001_initial")]

    operations = [
        migrations.AddIndex(
            model_name="answer",
            index=models.Index(condition=models.Q(("turn", 2)), fields=["panelist"], name="answers_of_the_second_turn"),
        ),
    ]
