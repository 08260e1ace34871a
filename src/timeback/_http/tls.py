"""The certificates that a client trusts, and the one that it shows."""

from __future__ import annotations

import contextlib
import functools
import os
import re
import ssl
import warnings
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TypeAlias

from .._secrets import Secret
from ..errors import ConfigurationError, InsecureConnectionWarning

__all__ = ["Cert", "Tls", "Verify"]

Verify: TypeAlias = bool | str | os.PathLike[str] | ssl.SSLContext
Cert: TypeAlias = str | os.PathLike[str] | tuple[str, str] | tuple[str, str, str] | None

_CERTIFICATES = frozenset({".pem", ".crt", ".cer"})
_HASHED = re.compile(r"[0-9a-f]{8}\.[0-9]+").fullmatch
_PLACE = re.compile(r"^\[\w+\] | \(_ssl\.c:\d+\)$")


class Tls:
    """The check of whom a client talks to, and the proof of who it is.

    Args:
        verify: A file or a folder of certificates to trust, a context to use as it is, or False to trust anyone.
            True trusts those that `SSL_CERT_FILE` and `SSL_CERT_DIR` name, else certifi's, and the
            system's too where truststore is installed.
        cert: A file with the client's own certificate and key, or a pair of files, or these and a password.
        trust_env: Whether to look at the environment.

    Raises:
        ConfigurationError: There is no such file or folder, or what was given is none of these.
    """

    def __init__(self, verify: Verify = True, cert: Cert = None, *, trust_env: bool = True) -> None:
        self._sources: list[tuple[str, Path]] = []
        self._verify = verify
        self._trust_env = trust_env
        if verify == "":
            raise ConfigurationError("verify= is empty; it takes a file or a folder of certificates")
        if isinstance(verify, str | os.PathLike):
            self._trust("verify=", [verify])
        elif verify is True and trust_env:
            self._trust("SSL_CERT_FILE", filter(None, [os.environ.get("SSL_CERT_FILE")]))
            self._trust("SSL_CERT_DIR", filter(None, os.environ.get("SSL_CERT_DIR", "").split(os.pathsep)))
        elif verify is False:
            warnings.warn(
                "verify=False: anyone on the way can read and change what is sent, tokens too",
                InsecureConnectionWarning,
                stacklevel=5,
            )
        elif not isinstance(verify, bool | ssl.SSLContext):  # pyright: ignore[reportUnnecessaryIsInstance]
            raise ConfigurationError(
                f"verify= takes a path, an ssl.SSLContext or a bool, not {type(verify).__name__}"
            )
        self._own = _own_certificate(cert)
        if self._own and isinstance(verify, ssl.SSLContext):
            raise ConfigurationError("cert= goes into the SSLContext that is given as verify=")
        self._context: ssl.SSLContext | None = None

    def _trust(self, source: str, paths: Iterable[str | os.PathLike[str]]) -> None:
        for path in map(Path, paths):
            if not path.exists():
                raise ConfigurationError(f"{source}: there is no file or folder {str(path)!r}")
            self._sources.append((source, path))

    @property
    def context(self) -> ssl.SSLContext:
        """The context, made when it is first needed: it costs 20 ms.

        Raises:
            ConfigurationError: A file holds no certificate.
        """
        if self._context is None:
            self._context = self._made()
        return self._context

    def _made(self) -> ssl.SSLContext:
        if isinstance(self._verify, ssl.SSLContext):
            return self._verify
        if self._verify is True and not self._sources:
            # One that shows a certificate is not to be shared.
            made = _default if self._own is None else _default.__wrapped__
            context = made(system=self._trust_env)
        elif self._verify is False:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
            context.check_hostname = False
            context.verify_mode = ssl.CERT_NONE
        else:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
            if not [path for source, path in self._sources if _load(context, source, path)]:
                source, path = self._sources[0]
                raise ConfigurationError(f"{source}: the folder {str(path)!r} holds no certificates")
        if self._own is not None:
            file, key, password = self._own
            try:
                # Without a password OpenSSL would ask for one on the terminal.
                context.load_cert_chain(file, key, password.reveal() if password else "")
            except (OSError, ValueError) as error:
                raise ConfigurationError(
                    f"cert=: {file!r} holds no certificate with its key that can be read"
                    f" ({_said(error)}); the password of an encrypted key is the third of cert="
                ) from None
        return context


@functools.cache
def _default(*, system: bool) -> ssl.SSLContext:
    """One context a process: certifi's authorities, and with truststore those of the system."""
    import certifi  # as late as the context

    if system:  # by way of OpenSSL, which looks at the environment too
        with contextlib.suppress(ImportError):
            import truststore

            context = truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
            context.load_verify_locations(certifi.where())  # a small container has no store of its own
            return context
    return ssl.create_default_context(cafile=certifi.where())


def _load(context: ssl.SSLContext, source: str, path: Path) -> bool:
    """Trust what is there; false for a folder without certificates."""
    if path.is_dir():
        # OpenSSL looks for files under hashed names; those under other names are read here.
        context.load_verify_locations(capath=path)
        files = sorted(path.iterdir())
        for each in files:
            if each.suffix.lower() in _CERTIFICATES:
                with contextlib.suppress(OSError):
                    context.load_verify_locations(cafile=each)
        return bool(context.cert_store_stats()["x509"]) or any(map(_HASHED, [each.name for each in files]))
    try:
        context.load_verify_locations(cafile=path)
    except OSError as error:
        raise ConfigurationError(
            f"{source}: {str(path)!r} holds no certificates that can be read ({_said(error)})"
        ) from None
    return True


def _own_certificate(cert: Cert) -> tuple[str, str | None, Secret | None] | None:
    if cert is None:
        return None
    given: Sequence[object] = cert if isinstance(cert, tuple) else (cert,)
    texts = [os.fsdecode(each) for each in given if isinstance(each, str | os.PathLike)]  # pyright: ignore[reportUnnecessaryIsInstance]
    if not 1 <= len(texts) == len(given) <= 3:
        raise ConfigurationError("cert= takes a file, a pair of files, or these and a password")
    files = texts[:2]
    for file in files:
        if not Path(file).is_file():
            raise ConfigurationError(f"cert=: there is no file {file!r}")
    return files[0], files[1] if len(files) > 1 else None, Secret(texts[2]) if len(texts) > 2 else None


def _said(error: Exception) -> str:
    said = getattr(error, "reason", None) or getattr(error, "strerror", None) or type(error).__name__
    return _PLACE.sub("", said)
