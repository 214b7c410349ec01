# SPDX-License-Identifier: EUPL-1.2
"""Analyses made in memory: small ones to compute by hand, and large ones of any size."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np

from weerbaar.capability.analysis import Analysis
from weerbaar.capability.analysis_file import AnalysisFile
from weerbaar.capability.needs import NeededCapability, Needs, Present, Task, Together
from weerbaar.dossier import Dossier, Round, Scenario
from weerbaar.method import load_method


def capability(id_: str = "agenten", **more: Any) -> NeededCapability:
    return NeededCapability.model_validate(
        {"id": id_, "name": {"nl": id_}, "component": "people", "unit": {"nl": "mensen"}, **more}
    )


def need(
    quantity: Any, within: float = 0.0, for_h: float | None = None, of: str = "agenten", **more: Any
) -> dict[str, Any]:
    return {"capability": of, "quantity": quantity, "within_h": within, "for_h": for_h, **more}


def task(id_: str, *needs: dict[str, Any], scenario: str = "brand", phase: str = "response") -> Task:
    return Task.model_validate(
        {"id": id_, "scenario": scenario, "phase": phase, "title": {"nl": id_}, "needs": list(needs)}
    )


def present(id_: str, quantity: Any, of: str = "agenten", **more: Any) -> Present:
    return Present.model_validate({"id": id_, "capability": of, "holder": "government", "quantity": quantity, **more})


def together(*scenarios: str, **more: Any) -> Together:
    return Together.model_validate({"id": "samen", "title": {"nl": "samen"}, "scenarios": list(scenarios), **more})


def uniform(low: float, high: float) -> dict[str, Any]:
    return {"distribution": "uniform", "low": low, "high": high}


def triangular(low: float, mode: float, high: float) -> dict[str, Any]:
    return {"distribution": "triangular", "low": low, "mode": mode, "high": high}


def dossier_of(scenarios: dict[str, list[dict[str, Any]]] | list[str]) -> Dossier:
    """A round without judgements; scenarios by id, with their links where these are given."""
    links = scenarios if isinstance(scenarios, dict) else {s: [] for s in scenarios}
    return Dossier(
        round=Round.model_validate(
            {
                "schema": 1,
                "id": "ronde",
                "title": {"nl": "Ronde"},
                "label": "Ronde",
                "year": 2012,
                "organisation": {"nl": "Verzonnen"},
                "method": "nl-nrb-2009",
                "scores": "illustrative",
                "statement": {"nl": "Verzonnen."},
            }
        ),
        scenarios=tuple(
            Scenario.model_validate({"id": s, "title": {"nl": s}, "kind": "hazard", "links": own})
            for s, own in links.items()
        ),
        content_hash="0" * 64,
    )


def analysis_of(needs: Needs, scenarios: dict[str, list[dict[str, Any]]] | list[str] | None = None) -> Analysis:
    named = list(dict.fromkeys(t.scenario for t in needs.tasks))
    header = AnalysisFile.model_validate(
        {
            "schema": 1,
            "id": "proef",
            "title": {"nl": "Proef", "en": "Trial"},
            "dossier": "ronde",
            "statement": {"nl": "Verzonnen."},
            "data": "illustrative",
            "first_year": 2014,
            "last_year": 2018,
        }
    )
    dossier = dossier_of(scenarios or named)
    return Analysis(header, dossier, load_method("nl-nrb-2009"), needs, None, None, "0" * 64, Path("proef.yaml"))


def one(*lines: Present, tasks: list[Task], groups: tuple[Together, ...] = ()) -> Analysis:
    """An analysis of the one capability ``agenten``."""
    return analysis_of(Needs((capability(),), tuple(tasks), groups, lines))


def large(scenarios: int, capabilities: int, needs: int, seed: int = 1) -> Analysis:
    """A made-up analysis: every need in some scenario, two or three holders per capability, some unknown."""
    rng = np.random.default_rng(seed)
    phases = ("pro-action", "prevention", "preparation", "response", "recovery")
    kinds = ("people", "material", "knowledge", "skills", "procedures")
    tasks = []
    for k in range(needs):
        mode = float(rng.integers(20, 200))
        window = (float(rng.integers(0, 24)), None if rng.random() < 0.3 else float(rng.integers(4, 96)))
        tasks.append(
            task(
                f"taak-{k}",
                need(triangular(0.5 * mode, mode, 1.8 * mode), *window, of=f"capaciteit-{rng.integers(capabilities)}"),
                scenario=f"scenario-{rng.integers(scenarios)}",
                phase=phases[int(rng.integers(5))],
            )
        )
    lines = []
    for k in range(capabilities):
        if k % 12 == 11:
            continue
        for holder in range(int(rng.integers(2, 4))):
            size = float(rng.integers(20, 160))
            lines.append(
                present(
                    f"houder-{k}-{holder}",
                    triangular(0.8 * size, size, 1.3 * size),
                    of=f"capaciteit-{k}",
                    deploy_h=float(rng.integers(0, 12)),
                    endurance_h=12.0,
                    rest_h=12.0,
                    reliability=0.9 if holder else 1.0,
                    confidential=k % 15 == 7,
                )
            )
    named = [f"scenario-{k}" for k in range(scenarios)]
    made = tuple(
        capability(f"capaciteit-{k}", component=kinds[k % 5], name={"nl": f"Vermogen om taak {k} uit te voeren"})
        for k in range(capabilities)
    )
    return analysis_of(Needs(made, tuple(tasks), (), tuple(lines)), named)
