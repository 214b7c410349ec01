# SPDX-License-Identifier: EUPL-1.2
"""``checklist-result.json``: where a checklist stands as open data, with the published JSON Schemas (version 1)."""

from __future__ import annotations

from typing import Any

from weerbaar.base import (
    TEXT_SCHEMA,
    both_languages,
    json_bytes,
    list_schema,
    object_schema,
    or_null,
    schema_document,
    schema_head,
    software_versions,
)
from weerbaar.capability.guideline.assess import STANDINGS, ChecklistResult, Finding
from weerbaar.capability.guideline.file_model import ApplicationDate, Checklist, Evidence, Guideline

SCHEMA_VERSION = 1


def checklist_result_dict(result: ChecklistResult) -> dict[str, Any]:
    """Return where a checklist stands as plain data in the shape of :func:`checklist_result_schema`."""
    return {
        "schema": SCHEMA_VERSION,
        "checklist": {
            "id": result.checklist_id,
            "title": both_languages(result.title),
            "subject": both_languages(result.subject),
            "statement": both_languages(result.statement),
            "illustrative": result.illustrative,
        },
        "guideline": {
            "id": result.guideline_id,
            "title": both_languages(result.guideline_title),
            "marks": dict(result.marks),
            "in_force": [_date(d) for d in result.in_force],
            "to_come": [_date(d) for d in result.to_come],
        },
        "on": result.on.isoformat(),
        "parts": [
            {
                "part": part.part,
                "title": both_languages(part.title),
                "requirements": part.requirements,
                "applicable": part.applicable,
                "known": part.known,
                "counts": dict(zip(STANDINGS, part.counts, strict=True)),
                "missing_evidence": part.missing_evidence,
                "expired_evidence": part.expired_evidence,
                "overdue": part.overdue,
            }
            for part in result.parts
        ],
        "requirements": [_finding(f) for f in result.findings],
        "input_hash": result.input_hash,
        "software": software_versions(),
    }


def checklist_result_json(result: ChecklistResult) -> bytes:
    """Return ``checklist-result.json`` as UTF-8; the same checklist and day give the same bytes."""
    return json_bytes(checklist_result_dict(result))


def _date(date: ApplicationDate) -> dict[str, Any]:
    return {"on": date.on.isoformat(), "what": both_languages(date.what)}


def _evidence(evidence: Evidence) -> dict[str, Any]:
    return {
        "what": evidence.what,
        "link": evidence.link,
        "date": evidence.date.isoformat() if evidence.date else None,
        "expires": evidence.expires.isoformat() if evidence.expires else None,
    }


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "requirement": finding.requirement,
        "part": finding.part,
        "number": finding.number,
        "title": both_languages(finding.title),
        "standing": finding.standing,
        "reason": finding.reason,
        "evidence": finding.evidence,
        "undated": finding.undated,
        "expired": [_evidence(e) for e in finding.expired],
        "not_yet": [_evidence(e) for e in finding.not_yet],
        "missing_evidence": finding.missing_evidence,
        "owner": finding.owner,
        "due": finding.due.isoformat() if finding.due else None,
        "overdue": finding.overdue,
        "capability": finding.capability,
        "measures": list(finding.measures),
    }


_STRING: dict[str, Any] = {"type": "string"}
_DATE: dict[str, Any] = {"type": "string", "format": "date"}
_WHOLE: dict[str, Any] = {"type": "integer", "minimum": 0}
_YES_OR_NO: dict[str, Any] = {"type": "boolean"}


def checklist_result_schema() -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of ``checklist-result.json``."""
    dates = list_schema(object_schema({"on": _DATE, "what": TEXT_SCHEMA}))
    evidence = list_schema(
        object_schema({"what": _STRING, "link": _STRING, "date": or_null(_DATE), "expires": or_null(_DATE)})
    )
    return {
        **schema_head("checklist-result", 1, "Weerbaar result of a checklist, version 1"),
        **object_schema(
            {
                "schema": {"const": SCHEMA_VERSION},
                "checklist": object_schema(
                    {
                        "id": _STRING,
                        "title": TEXT_SCHEMA,
                        "subject": TEXT_SCHEMA,
                        "statement": TEXT_SCHEMA,
                        "illustrative": _YES_OR_NO,
                    }
                ),
                "guideline": object_schema(
                    {
                        "id": _STRING,
                        "title": TEXT_SCHEMA,
                        "marks": {"type": "object", "additionalProperties": _WHOLE},
                        "in_force": dates,
                        "to_come": dates,
                    }
                ),
                "on": _DATE,
                "parts": list_schema(
                    object_schema(
                        {
                            "part": _STRING,
                            "title": TEXT_SCHEMA,
                            "requirements": _WHOLE,
                            "applicable": _WHOLE,
                            "known": _WHOLE,
                            "counts": object_schema(dict.fromkeys(STANDINGS, _WHOLE)),
                            "missing_evidence": _WHOLE,
                            "expired_evidence": _WHOLE,
                            "overdue": _WHOLE,
                        }
                    )
                ),
                "requirements": list_schema(
                    object_schema(
                        {
                            "requirement": _STRING,
                            "part": _STRING,
                            "number": _STRING,
                            "title": TEXT_SCHEMA,
                            "standing": {"enum": list(STANDINGS)},
                            "reason": _STRING,
                            "evidence": _WHOLE,
                            "undated": _WHOLE,
                            "expired": evidence,
                            "not_yet": evidence,
                            "missing_evidence": _YES_OR_NO,
                            "owner": _STRING,
                            "due": or_null(_DATE),
                            "overdue": _YES_OR_NO,
                            "capability": or_null(_STRING),
                            "measures": list_schema(_STRING),
                        }
                    )
                ),
                "input_hash": _STRING,
                "software": {"type": "object", "additionalProperties": _STRING},
            }
        ),
    }


def guideline_schema() -> dict[str, Any]:
    """Return the JSON Schema of a guideline."""
    return schema_document(Guideline, "guideline", 1, "Weerbaar guideline, schema 1")


def checklist_schema() -> dict[str, Any]:
    """Return the JSON Schema of a checklist (``guideline.yaml``)."""
    return schema_document(Checklist, "checklist", 1, "Weerbaar checklist, schema 1")
