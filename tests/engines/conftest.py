"""The engines have an environment of their own: elsewhere their tests are not collected."""

from __future__ import annotations

from importlib.util import find_spec

HERE = all(find_spec(name) for name in ("dask", "pyspark"))
collect_ignore_glob = [] if HERE else ["test_*.py"]
