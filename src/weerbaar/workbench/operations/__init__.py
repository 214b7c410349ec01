# SPDX-License-Identifier: EUPL-1.2
"""What keeps the workbench running: health, measurements, logs, backup and restore."""
