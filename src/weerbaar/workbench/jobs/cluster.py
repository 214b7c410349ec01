# SPDX-License-Identifier: EUPL-1.2
"""Who does the work of a computation: this process, on one core or more, or the Dask cluster that the settings name.

Imported by the process that computes, which has no Django.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from concurrent.futures import Executor, ThreadPoolExecutor
from importlib import import_module

_address = ""


def use_cluster(address: str) -> None:
    """Name the scheduler of the cluster (``tcp://host:8786``); empty for none."""
    global _address
    _address = address


@contextlib.contextmanager
def executor(cores: int = 1) -> Iterator[Executor | None]:
    """Give the executor for the verbs of the library; None for this process on one core.

    Args:
        cores: how many threads do the work where no cluster is named. For compiled kernels, which let go of the
            interpreter's lock; threads end with this process, however that ends.

    Raises:
        RuntimeError: a cluster is named, and ``distributed`` is not installed.
        OSError: the scheduler does not answer.
    """
    if not _address and cores <= 1:
        yield None
        return
    if not _address:
        pool = ThreadPoolExecutor(cores)
        try:
            yield pool
        finally:
            pool.shutdown(cancel_futures=True)
        return
    try:
        # By name: whether the package is there, and has types, differs from one installation to another.
        distributed = import_module("distributed")
    except ImportError as error:
        raise RuntimeError("WEERBAAR_DASK needs the package 'distributed'") from error
    with distributed.Client(_address, timeout="10s", set_as_default=False) as client:
        yield client.get_executor()
