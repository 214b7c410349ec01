# SPDX-License-Identifier: EUPL-1.2
"""Flows over time: the quickest clearance and the pattern of people out per hour that no plan can beat, with proof."""

from weerbaar.evacuation.flow.optimum import Bottleneck, Bound, Certificate, Optimum

__all__ = ["Bottleneck", "Bound", "Certificate", "Optimum"]
