# SPDX-License-Identifier: EUPL-1.2
"""What came of a plan as a file: the result as JSON, roads with results as GeoJSON or GeoPackage, the plan's demand."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from weerbaar.base import InputError, Problem, Text
from weerbaar.workbench.accounts.permissions import Action, access
from weerbaar.workbench.audit import log
from weerbaar.workbench.evacuation.models import Plan
from weerbaar.workbench.evacuation.opening import page, plan_for, problems_in
from weerbaar.workbench.evacuation.reading import network_of
from weerbaar.workbench.evacuation.study_job import standing_of
from weerbaar.workbench.evacuation.study_run import Worked

FORMS = {
    "json": "application/json",
    "geojson": "application/geo+json",
    "gpkg": "application/geopackage+sqlite3",
}


@access(Action.EXPORT, blind=True)
@require_safe
def export(request: HttpRequest, pk: int, form: str) -> HttpResponse:
    """Send a file that leaves the organisation, for who may export."""
    row = plan_for(request, pk)
    try:
        content = content_of(row, form)
    except InputError as error:
        return page(request, "refused.html", {"problems": problems_in(error)}, plan=row, status=422)
    log.record(request, "evacuation-plan.exported", row, level=row.level, form=form)
    response = HttpResponse(content, content_type=FORMS[form])
    response["Content-Disposition"] = content_disposition_header(True, f"evacuatie-{row.pk}.{form}") or "attachment"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def content_of(plan: Plan, form: str) -> bytes:
    """Return a file.

    Raises:
        Http404: there is no such form, or no result.
        InputError: the network has no coordinate system, so that it cannot be put on a map.
    """
    from weerbaar.base import json_bytes
    from weerbaar.evacuation.network import NetworkError, geojson, geopackage

    worked = standing_of(plan).worked
    if form not in FORMS or worked is None:
        raise Http404
    if form == "json":
        return json_bytes(worked.result)
    network = network_of(plan.network).network
    links = _results(worked)
    try:
        return geojson(network, links=links) if form == "geojson" else geopackage(network, links=links)
    except NetworkError as error:
        hint = Text(nl="De uitkomst is er wel als JSON.", en="The result is there as JSON.")
        raise InputError([Problem(network.name, error.message, hint)]) from error


def _results(worked: Worked) -> dict[str, list[float]]:
    course = worked.course
    return {
        "passed_veh": course.flow_veh.sums().tolist(),
        "longest_queue_veh": course.queued_veh.largest().tolist(),
        "longest_queue_at_h": (course.times_s[course.queued_veh.steps.argmax(axis=0)] / 3600).tolist(),
    }
