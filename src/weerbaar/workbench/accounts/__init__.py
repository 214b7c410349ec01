# SPDX-License-Identifier: EUPL-1.2
"""Who may do what: users, regions, roles per round, clearance, tokens, login."""
