# SPDX-License-Identifier: EUPL-1.2
"""Findings report, fact sheets, letter, EU summary: preview, download, sign off and freeze."""
