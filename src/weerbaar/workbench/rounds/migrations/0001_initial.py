# SPDX-License-Identifier: EUPL-1.2

import django.db.models.deletion
import simple_history.models
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Round",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("slug", models.SlugField(max_length=80, unique=True)),
                ("title_nl", models.CharField(max_length=300)),
                ("title_en", models.CharField(blank=True, max_length=300)),
                ("label", models.CharField(max_length=60)),
                ("year", models.PositiveSmallIntegerField()),
                ("published_on", models.DateField(blank=True, null=True)),
                ("organisation_nl", models.CharField(max_length=300)),
                ("organisation_en", models.CharField(blank=True, max_length=300)),
                ("method", models.CharField(max_length=60)),
                ("language", models.CharField(default="nl", max_length=2)),
                ("scores", models.CharField(default="judgements", max_length=20)),
                ("statement_nl", models.TextField(blank=True)),
                ("statement_en", models.TextField(blank=True)),
                ("introduction_nl", models.TextField(blank=True)),
                ("introduction_en", models.TextField(blank=True)),
                ("earlier", models.JSONField(default=list)),
                ("weight_profile", models.CharField(blank=True, max_length=80)),
                ("weight_profiles", models.JSONField(default=list)),
                ("annexes", models.JSONField(default=dict)),
                ("level", models.PositiveSmallIntegerField(default=1)),
                ("phase", models.CharField(default="setup", max_length=20)),
                ("score_by", models.DateTimeField(blank=True, null=True)),
                ("revise_by", models.DateTimeField(blank=True, null=True)),
                ("decide_by", models.DateTimeField(blank=True, null=True)),
                ("inputs", models.PositiveBigIntegerField(default=1)),
                ("created", models.DateTimeField(auto_now_add=True)),
                (
                    "created_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "previous",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="next",
                        to="rounds.round",
                    ),
                ),
                (
                    "region",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rounds",
                        to="accounts.region",
                    ),
                ),
            ],
            options={
                "ordering": ["-year", "slug"],
            },
        ),
        migrations.CreateModel(
            name="HistoricalRound",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("slug", models.SlugField(max_length=80)),
                ("title_nl", models.CharField(max_length=300)),
                ("title_en", models.CharField(blank=True, max_length=300)),
                ("label", models.CharField(max_length=60)),
                ("year", models.PositiveSmallIntegerField()),
                ("published_on", models.DateField(blank=True, null=True)),
                ("organisation_nl", models.CharField(max_length=300)),
                ("organisation_en", models.CharField(blank=True, max_length=300)),
                ("method", models.CharField(max_length=60)),
                ("language", models.CharField(default="nl", max_length=2)),
                ("scores", models.CharField(default="judgements", max_length=20)),
                ("statement_nl", models.TextField(blank=True)),
                ("statement_en", models.TextField(blank=True)),
                ("introduction_nl", models.TextField(blank=True)),
                ("introduction_en", models.TextField(blank=True)),
                ("earlier", models.JSONField(default=list)),
                ("weight_profile", models.CharField(blank=True, max_length=80)),
                ("weight_profiles", models.JSONField(default=list)),
                ("annexes", models.JSONField(default=dict)),
                ("level", models.PositiveSmallIntegerField(default=1)),
                ("phase", models.CharField(default="setup", max_length=20)),
                ("score_by", models.DateTimeField(blank=True, null=True)),
                ("revise_by", models.DateTimeField(blank=True, null=True)),
                ("decide_by", models.DateTimeField(blank=True, null=True)),
                ("created", models.DateTimeField(blank=True, editable=False)),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "region",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="accounts.region",
                    ),
                ),
                (
                    "previous",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="rounds.round",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical round",
                "verbose_name_plural": "historical rounds",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="Task",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("text", models.CharField(max_length=500)),
                ("address", models.CharField(blank=True, max_length=300)),
                ("due", models.DateTimeField(blank=True, null=True)),
                ("created", models.DateTimeField(auto_now_add=True)),
                ("done", models.DateTimeField(blank=True, null=True)),
                (
                    "asked_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="tasks", to="rounds.round"
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="tasks", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Visit",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField()),
                (
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="visits", to="rounds.round"
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="visits", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("round", "user"), name="one_visit_per_person")],
            },
        ),
    ]
