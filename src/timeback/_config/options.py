"""The options of every call of a client, until `with_options()` says otherwise."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, TypeAlias

import msgspec

from .._http.retry import RetryPolicy
from .._option_checks import check_flag, check_headers, check_kind, check_number, check_whole
from .._secrets import Guarded
from ..errors import InvalidOptionError

__all__ = ["Options", "UnknownNames"]

UnknownNames: TypeAlias = Literal["refuse", "send"]


class Options(Guarded, frozen=True):
    """Timeout of a whole call in seconds, further headers, retry policy; whether production may see writes.

    `strict` is whether an answer that differs from the catalog raises; `unknown_names`, whether a list may be
    asked for fields that its model does not know.
    """

    timeout: float = 30.0
    headers: Mapping[str, str] = msgspec.field(default_factory=dict[str, str])
    retry: RetryPolicy = msgspec.field(default_factory=RetryPolicy)
    allow_shared_host: bool = False
    strict: bool = False
    unknown_names: UnknownNames = "refuse"

    __hidden__ = ("headers",)

    def changed(
        self,
        *,
        timeout: float | None = None,
        headers: Mapping[str, str] | None = None,
        retry: RetryPolicy | None = None,
        max_retries: int | None = None,
        strict: bool | None = None,
        unknown_names: UnknownNames | None = None,
    ) -> Options:
        """These options with others in their place; headers are added.

        Raises:
            InvalidOptionError: A value makes no sense.
        """
        if timeout is not None:
            check_number("timeout", timeout, above=0)
        if max_retries is not None:
            check_whole("max_retries", max_retries)
        if headers is not None:
            check_headers(headers)
        check_kind("retry", retry, RetryPolicy)
        if strict is not None:
            check_flag("strict", strict)
        if unknown_names not in (None, "refuse", "send"):
            raise InvalidOptionError.of("unknown_names", "must be one of refuse, send")
        policy = retry or self.retry
        return Options(
            timeout=self.timeout if timeout is None else timeout,
            headers={**self.headers, **{name.lower(): value for name, value in (headers or {}).items()}},
            retry=policy if max_retries is None else msgspec.structs.replace(policy, max_retries=max_retries),
            allow_shared_host=self.allow_shared_host,
            strict=self.strict if strict is None else strict,
            unknown_names=unknown_names or self.unknown_names,
        )
