# SPDX-License-Identifier: EUPL-1.2
"""Evacuation in a round: road networks, plans with their studies, what-if, the decision, advice and evidence."""
