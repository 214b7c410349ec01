# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from pathlib import Path

from tests.cli.alert.walk import released

FILE = """\
version: 1
channels:
  - {kind: rehearsal, name: oefen, cells: ["204-08-101-1"]}
  - {kind: bsc, name: echt, purpose: live, host: 127.0.0.1, port: 1}
"""
NETWORK = """\
operator,technology,mcc,mnc,lac,ci,lat,lon,azimuth_deg,beam_width_deg,radius_m
A,2G,204,08,101,1,52.09,5.12,0,360,2000
A,2G,204,08,101,2,52.09,5.13,0,360,2000
"""


def approved_exercise(folder: Path) -> tuple[Path, Path]:
    """Return a register with an approved exercise, and a file with two cells in its area: the channel knows one."""
    (folder / "network.csv").write_text(NETWORK)
    return released(folder, "--status", "exercise"), folder / "network.csv"
