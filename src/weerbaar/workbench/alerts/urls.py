# SPDX-License-Identifier: EUPL-1.2
"""Addresses of the pages about alerts."""

from django.urls import path

from weerbaar.workbench.alerts import (
    approve_views,
    channel_views,
    check_views,
    compose_views,
    delivery_views,
    overview_views,
    public_views,
    register_views,
    setup_views,
    tests_views,
)

urlpatterns = [
    path("nl-alert/", overview_views.overview, name="alerts"),
    path("nl-alert/nieuw/", overview_views.new, name="alert-new"),
    path("nl-alert/kaart.json", check_views.country, name="alert-map"),
    path("nl-alert/instellingen/", setup_views.setup, name="alert-setup"),
    path("nl-alert/instellingen/bestand/", setup_views.add, name="alert-setup-add"),
    path("nl-alert/instellingen/oefennetwerk/", setup_views.make, name="alert-setup-make"),
    path("nl-alert/instellingen/<int:pk>/gebruik/", setup_views.switch, name="alert-setup-switch"),
    path("nl-alert/<str:use>/opstellen/", compose_views.compose, name="alert-compose"),
    path("nl-alert/<str:use>/opstellen/controle/", check_views.check, name="alert-check"),
    path("nl-alert/<str:use>/opstellen/zendcellen/", check_views.cells, name="alert-cells"),
    path("nl-alert/<str:use>/opstellen/bereik.json", check_views.served, name="alert-served"),
    path("nl-alert/<str:use>/versies/", compose_views.versions, name="alert-versions"),
    path("nl-alert/<str:use>/vervolg/", compose_views.follow, name="alert-follow"),
    path("nl-alert/<str:use>/vervallen/", compose_views.drop, name="alert-drop"),
    path("nl-alert/<str:use>/goedkeuren/", approve_views.approve, name="alert-approve"),
    path("nl-alert/register/", register_views.register, name="alert-register"),
    path("nl-alert/register/kwaliteit/", register_views.quality_page, name="alert-quality"),
    path("nl-alert/register/keten/", register_views.chain, name="alert-chain"),
    path("nl-alert/register/overnemen/", register_views.take_over, name="alert-take-over"),
    path("nl-alert/register/<str:form>.csv", register_views.export, name="alert-register-export"),
    path("nl-alert/testberichten/", tests_views.tests, name="alert-tests"),
    path("nl-alert/testberichten/onderzoek/", tests_views.add_survey, name="alert-survey"),
    path("nl-alert/kanalen/", channel_views.listing, name="alert-channels"),
    path("nl-alert/kanalen/<int:pk>/proberen/", channel_views.try_out, name="alert-channel-test"),
    path("nl-alert/kanalen/<int:pk>/gebruik/", channel_views.switch, name="alert-channel-switch"),
    path("nl-alert/actueel/", public_views.current, name="alert-public"),
    path("nl-alert/actueel/feeds/<path:path>", public_views.feed, name="alert-feed"),
    path("nl-alert/actueel/<str:use>/", public_views.alert, name="alert-public-one"),
    path("nl-alert/actueel/<str:use>/gebied.geojson", public_views.area, name="alert-public-area"),
    path("nl-alert/<str:use>/", delivery_views.use_page, name="alert-use"),
    path("nl-alert/<str:use>/verloop/", delivery_views.progress, name="alert-progress"),
    path("nl-alert/<str:use>/uitvoer.<str:form>", delivery_views.export, name="alert-export"),
    path("api/v1/providers/nl-alert/alerts", public_views.clients, name="alert-clients"),
    path("api/v1/providers/nl-alert/alerts/<str:use>", public_views.clients, name="alert-client"),
]
