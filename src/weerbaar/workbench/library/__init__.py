# SPDX-License-Identifier: EUPL-1.2
"""The scenario library: storylines, themes, sources, comments, attachments, review, search."""
