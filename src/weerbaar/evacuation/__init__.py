# SPDX-License-Identifier: EUPL-1.2
"""Large-scale evacuation: how bad, which area, when, with what, over which roads.

In: a road network, people and how they respond, a threat. Out: how many are safe by every hour beside the pattern that
no plan can beat, the roads that decide it, the moment to decide, the division of scarce means, and advice per place.
The room has a part per subject, each with its own front door: ``network``, ``demand``, ``flow``, ``simulation``,
``routing``, ``flood``, ``means``, ``decision``, ``advice`` and ``evidence``. Science: Ford and Fulkerson (flows over
time), Yperman (Link Transmission Model), Tampère et al. (node models), Kolen (decision), Jonkman (loss of life).
"""
