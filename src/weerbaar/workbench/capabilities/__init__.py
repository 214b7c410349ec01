# SPDX-License-Identifier: EUPL-1.2
"""From risk to decision: gaps, measures, portfolio, register, agenda, cooperation, assistance."""
