# SPDX-License-Identifier: EUPL-1.2
"""Rounds and what is asked of whom: wizard, phases, deadlines, my work, copying and comparing rounds."""
