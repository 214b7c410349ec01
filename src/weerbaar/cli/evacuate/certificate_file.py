# SPDX-License-Identifier: EUPL-1.2
"""The proof of a bound as a file, so that anybody can add it up again without trusting who found it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import Field

from weerbaar.base import FileModel, InputError, Problem, Text, YamlSource, json_bytes, read_text, validate

if TYPE_CHECKING:
    from weerbaar.evacuation.demand import Departures
    from weerbaar.evacuation.flow import Bound
    from weerbaar.evacuation.network import RoadNetwork

_MOST_BYTES = 300_000_000
_DIGITS = 17
_SLACK = 1 + 1e-9

_Seconds = Annotated[float, Field(allow_inf_nan=False)]


class ProofAt(FileModel):
    """One moment: ``moments_s`` of each node in the order of the network."""

    horizon_s: _Seconds
    most_veh: float
    moments_s: tuple[_Seconds, ...]


class CertificateFile(FileModel):
    """The whole file; ``pattern`` is the proof for each hour."""

    format: Literal["weerbaar-evacuation-certificate-1"]
    network: str
    input_hash: str
    vehicles: float
    quickest: ProofAt
    pattern: tuple[ProofAt, ...]


@dataclass(frozen=True)
class Verified:
    """What adding up shows.

    Attributes:
        quickest_s: not everybody can be safe before this moment.
        moments: how many moments of the pattern were added up.
        wrong_s: moments, the quickest among them, whose sum is more than the file says.
    """

    quickest_s: float
    moments: int
    wrong_s: tuple[float, ...]


def certificate_bytes(network: RoadNetwork, departures: Departures, bound: Bound) -> bytes:
    """Return the proof of a bound as JSON."""
    from weerbaar.evacuation.flow import certified_veh
    from weerbaar.evacuation.study import input_hash

    def stated(horizon_s: float, moments: list[float], most: float) -> dict[str, object]:
        return {"horizon_s": horizon_s, "most_veh": most, "moments_s": moments}

    first = bound.certificate
    data = {
        "format": "weerbaar-evacuation-certificate-1",
        "network": network.name,
        "input_hash": input_hash(network, departures),
        "vehicles": departures.total_veh,
        "quickest": stated(first.horizon_s, first.moments_s.tolist(), certified_veh(network, departures, first)),
        "pattern": [
            stated(proof.horizon_s, proof.moments_s.tolist(), certified_veh(network, departures, proof))
            for proof in bound.certificates
        ],
    }
    return json_bytes(data, digits=_DIGITS)


def read_certificate(path: Path) -> CertificateFile:
    """Read a proof.

    Raises:
        InputError: no such file, no JSON, or with every problem in it.
    """
    name = path.name
    text = read_text(path, name, _MOST_BYTES)
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        message = Text(nl="geen geldige JSON.", en="not valid JSON.")
        raise InputError([Problem(name, message)]) from error
    return validate(CertificateFile, YamlSource(name, data, {}))


def verified(network: RoadNetwork, departures: Departures, file: CertificateFile, name: str) -> Verified:
    """Add a proof up again.

    Raises:
        InputError: it is of other roads or other departures.
    """
    import numpy as np

    from weerbaar.evacuation.flow import Certificate, certified_veh
    from weerbaar.evacuation.study import input_hash

    proofs = (file.quickest, *file.pattern)
    if file.input_hash != input_hash(network, departures) or any(
        len(proof.moments_s) != network.n_nodes for proof in proofs
    ):
        message = Text(
            nl="dit bewijs hoort bij andere wegen, maatregelen of vertrekkers.",
            en="this proof belongs to other roads, measures or departures.",
        )
        raise InputError([Problem(name, message)])
    wrong = []
    for at, proof in enumerate(proofs):
        most = certified_veh(network, departures, Certificate(proof.horizon_s, np.array(proof.moments_s, float)))
        if not most <= proof.most_veh * _SLACK or (at == 0 and not most < departures.total_veh):
            wrong.append(proof.horizon_s)
    return Verified(file.quickest.horizon_s, len(file.pattern), tuple(wrong))
