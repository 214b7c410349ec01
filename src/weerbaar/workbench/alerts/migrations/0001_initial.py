# SPDX-License-Identifier: EUPL-1.2

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "0003_alert_roles"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Event",
            fields=[
                ("number", models.PositiveBigIntegerField(primary_key=True, serialize=False)),
                ("at", models.DateTimeField()),
                ("use", models.CharField(blank=True, max_length=80)),
                ("kind", models.CharField(max_length=20)),
                ("by", models.CharField(max_length=200)),
                ("content", models.TextField()),
                ("previous", models.CharField(max_length=64)),
                ("digest", models.CharField(max_length=64)),
            ],
            options={
                "ordering": ["number"],
                "indexes": [
                    models.Index(fields=["use", "number"], name="alerts_even_use_f5bcb0_idx"),
                    models.Index(fields=["kind", "number"], name="alerts_even_kind_78b5a7_idx"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Supply",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("network", "network"),
                            ("boundaries", "boundaries"),
                            ("population", "population"),
                            ("best-server", "best-server"),
                            ("contacts", "contacts"),
                            ("survey", "survey"),
                            ("variant", "variant"),
                        ],
                        max_length=20,
                    ),
                ),
                ("name", models.CharField(max_length=200)),
                ("sha256", models.CharField(max_length=64)),
                ("size", models.PositiveBigIntegerField()),
                ("facts", models.JSONField(default=dict)),
                ("active", models.BooleanField(default=True)),
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
            ],
            options={
                "ordering": ["kind", "-created"],
            },
        ),
        migrations.CreateModel(
            name="Channel",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("name", models.CharField(max_length=80, unique=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[("rehearsal", "rehearsal"), ("bsc", "bsc"), ("osmo-cbc", "osmo-cbc")], max_length=20
                    ),
                ),
                ("purpose", models.CharField(max_length=10)),
                ("address", models.JSONField(default=dict)),
                ("active", models.BooleanField(default=True)),
                ("created", models.DateTimeField(auto_now_add=True)),
                (
                    "network",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="alerts.supply",
                    ),
                ),
            ],
            options={
                "ordering": ["name"],
            },
        ),
        migrations.CreateModel(
            name="Use",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("use", models.CharField(max_length=80, unique=True)),
                ("draft", models.JSONField(default=dict)),
                ("template", models.JSONField(default=dict)),
                ("answers", models.JSONField(default=list)),
                ("title", models.CharField(max_length=200)),
                ("incident", models.CharField(max_length=60)),
                ("status", models.CharField(max_length=10)),
                ("state", models.CharField(default="draft", max_length=20)),
                ("wanted", models.CharField(blank=True, max_length=10)),
                ("wanted_by", models.CharField(blank=True, max_length=150)),
                ("wanted_why", models.CharField(blank=True, max_length=200)),
                ("channels", models.JSONField(default=list)),
                ("emergency", models.JSONField(default=dict)),
                ("least_share", models.FloatField(default=0.0)),
                ("approved_share", models.FloatField(blank=True, null=True)),
                ("starts", models.DateTimeField(blank=True, null=True)),
                ("expires", models.DateTimeField(blank=True, null=True)),
                ("created", models.DateTimeField(auto_now_add=True)),
                ("changed", models.DateTimeField(auto_now=True)),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "region",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.region",
                    ),
                ),
            ],
            options={
                "ordering": ["-created", "-pk"],
                "indexes": [
                    models.Index(fields=["state", "-created"], name="alerts_use_state_2f3dd7_idx"),
                    models.Index(fields=["region", "-created"], name="alerts_use_region__eeb17e_idx"),
                ],
            },
        ),
    ]
