# SPDX-License-Identifier: EUPL-1.2
"""NL-Alert: the composer of the control room, approval, delivery to the cells, the register and the public pages."""
