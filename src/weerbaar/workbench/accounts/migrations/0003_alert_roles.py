# SPDX-License-Identifier: EUPL-1.2

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0002_initial"),
    ]

    operations = [
        migrations.AlterField(
            model_name="grant",
            name="role",
            field=models.CharField(
                choices=[
                    ("administrator", "administrator"),
                    ("analyst", "analyst"),
                    ("facilitator", "facilitator"),
                    ("expert", "expert"),
                    ("decider", "decider"),
                    ("reader", "reader"),
                    ("auditor", "auditor"),
                    ("alert-officer", "alert-officer"),
                    ("alert-approver", "alert-approver"),
                ],
                max_length=20,
            ),
        ),
    ]
