# SPDX-License-Identifier: EUPL-1.2
"""Experts score blind, see the anonymous distribution, revise; the facilitator leads."""
