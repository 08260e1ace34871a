"""The options of every call of a client, until `with_options()` says otherwise."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass

from .._http.messages import fits_header
from .._http.retry import RetryPolicy
from ..errors import ConfigurationError

__all__ = ["Options"]


@dataclass(frozen=True, slots=True)
class Options:
    """Timeout of a whole call in seconds, further headers, retry policy; whether production may see writes.

    `strict` is whether an answer that differs from the catalogue raises.
    """

    timeout: float = 30.0
    headers: Mapping[str, str] = dataclasses.field(default_factory=dict[str, str], repr=False)
    retry: RetryPolicy = dataclasses.field(default_factory=RetryPolicy)
    allow_shared_host: bool = False
    strict: bool = False

    def changed(
        self,
        *,
        timeout: float | None = None,
        headers: Mapping[str, str] | None = None,
        retry: RetryPolicy | None = None,
        max_retries: int | None = None,
        strict: bool | None = None,
    ) -> Options:
        """These options with others in their place; headers are added.

        Raises:
            ConfigurationError: A value makes no sense.
        """
        if timeout is not None and not 0 < timeout < float("inf"):
            raise ConfigurationError("timeout must be a number of seconds above 0")
        if max_retries is not None and max_retries < 0:
            raise ConfigurationError("max_retries must be 0 or more")
        for name, value in (headers or {}).items():
            if not fits_header(f"{name}{value}"):
                raise ConfigurationError(f"headers: {name!r} or its value holds what no header can")
        policy = retry or self.retry
        return Options(
            timeout=self.timeout if timeout is None else timeout,
            headers={**self.headers, **{name.lower(): value for name, value in (headers or {}).items()}},
            retry=policy if max_retries is None else dataclasses.replace(policy, max_retries=max_retries),
            allow_shared_host=self.allow_shared_host,
            strict=self.strict if strict is None else strict,
        )
