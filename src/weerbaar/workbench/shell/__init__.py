# SPDX-License-Identifier: EUPL-1.2
"""What every page shares: layout, style, the two languages, drafts that save themselves, the conflict screen."""
