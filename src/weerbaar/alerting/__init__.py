# SPDX-License-Identifier: EUPL-1.2
"""NL-Alert: from draft to phones, with proof.

In: a text in Dutch and English and an area. Out: a checked and approved alert as CAP 1.2 and as cell broadcast pages,
on the air in the cells that serve the area, a receipt for every cell, an entry in a register that nobody can change,
and feeds for everybody else. The room has a part per subject, each with its own front door: ``cap``, ``broadcast``,
``area``, ``cells``, ``compose``, ``approval``, ``register``, ``delivery`` and ``feeds``. Standards: OASIS CAP 1.2, 3GPP
TS 23.038, 23.041 and 48.049, ETSI TS 102 900.
"""

from weerbaar.alerting.findings import Finding, Level, worst

__all__ = ["Finding", "Level", "worst"]
