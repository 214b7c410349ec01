# SPDX-License-Identifier: EUPL-1.2
"""The risk diagram and what it depends on: sensitivity, acceptability, cascades, earlier rounds."""
