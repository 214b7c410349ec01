# SPDX-License-Identifier: EUPL-1.2
"""Settings of the tests: a data folder of their own, a quick password hash, no mail."""

import os
import tempfile

os.environ.setdefault("WEERBAAR_DATA", tempfile.mkdtemp(prefix="weerbaar-tests-"))
os.environ.setdefault("WEERBAAR_SECRET_KEY", "only for tests: this key protects nothing at all, and is long enough")

from weerbaar.workbench.settings import *  # noqa: F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "testserver"]
