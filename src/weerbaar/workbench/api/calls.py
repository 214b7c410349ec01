# SPDX-License-Identifier: EUPL-1.2
"""The API itself: every router in its place."""

from __future__ import annotations

from weerbaar.workbench.api import (
    alert_calls,
    alert_channel_calls,
    alert_decision_calls,
    alert_delivery_calls,
    alert_register_calls,
    alert_setup_calls,
    analysis_calls,
    answer_calls,
    audit_calls,
    capability_calls,
    evacuation_aid_calls,
    evacuation_decision_calls,
    evacuation_flood_calls,
    evacuation_network_calls,
    evacuation_plan_calls,
    evacuation_telling_calls,
    exchange_calls,
    facilitation_calls,
    guideline_calls,
    insight_calls,
    job_calls,
    measure_calls,
    panel_calls,
    people_calls,
    planner_calls,
    publication_calls,
    report_calls,
    result_calls,
    review_calls,
    round_calls,
    scenario_calls,
    source_calls,
    webhook_calls,
    work_calls,
)
from weerbaar.workbench.api.base import WeerbaarAPI
from weerbaar.workbench.api.openapi import DESCRIPTION, INFO, SERVERS
from weerbaar.workbench.api.security import TokenAuth, TokenThrottle

ROUTERS = (
    work_calls,
    round_calls,
    insight_calls,
    scenario_calls,
    source_calls,
    review_calls,
    answer_calls,
    panel_calls,
    facilitation_calls,
    job_calls,
    result_calls,
    capability_calls,
    analysis_calls,
    measure_calls,
    planner_calls,
    guideline_calls,
    evacuation_network_calls,
    evacuation_plan_calls,
    evacuation_aid_calls,
    evacuation_decision_calls,
    evacuation_flood_calls,
    evacuation_telling_calls,
    report_calls,
    publication_calls,
    exchange_calls,
    webhook_calls,
    people_calls,
    audit_calls,
    # Fixed names below /alerts come before those that are the id of a use.
    alert_setup_calls,
    alert_channel_calls,
    alert_register_calls,
    alert_calls,
    alert_decision_calls,
    alert_delivery_calls,
)

api = WeerbaarAPI(
    title="Weerbaar",
    description=DESCRIPTION,
    servers=SERVERS,
    openapi_extra={"info": INFO},
    auth=TokenAuth(),
    throttle=TokenThrottle(),
    urls_namespace="api",
)
for module in ROUTERS:
    api.add_router("", module.router)
