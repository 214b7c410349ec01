# SPDX-License-Identifier: EUPL-1.2

from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Entry",
            fields=[
                ("sequence", models.PositiveBigIntegerField(primary_key=True, serialize=False)),
                ("at", models.DateTimeField()),
                ("actor", models.CharField(blank=True, max_length=150)),
                ("actor_id", models.BigIntegerField(null=True)),
                ("address", models.CharField(blank=True, max_length=45)),
                ("action", models.CharField(max_length=60)),
                ("object_kind", models.CharField(blank=True, max_length=60)),
                ("object_id", models.CharField(blank=True, max_length=120)),
                ("round_slug", models.CharField(blank=True, max_length=80)),
                ("level", models.PositiveSmallIntegerField(default=0)),
                ("details", models.JSONField(default=dict)),
                ("previous", models.CharField(max_length=64)),
                ("digest", models.CharField(max_length=64)),
            ],
            options={
                "ordering": ["sequence"],
                "indexes": [
                    models.Index(fields=["round_slug", "sequence"], name="audit_entry_round_s_9f4714_idx"),
                    models.Index(fields=["action", "sequence"], name="audit_entry_action_01760f_idx"),
                    models.Index(fields=["actor", "sequence"], name="audit_entry_actor_984091_idx"),
                    models.Index(
                        fields=["object_kind", "object_id", "sequence"], name="audit_entry_object__55c9c1_idx"
                    ),
                    models.Index(fields=["at"], name="audit_entry_at_06beca_idx"),
                ],
            },
        ),
    ]
