# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from tests.base.read_once import yaml_is_read_once

__all__ = ["yaml_is_read_once"]
