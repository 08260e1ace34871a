"""A private authority, as a school's firewall has one, and the certificates that it signs."""

from __future__ import annotations

import functools
import ssl
from pathlib import Path

import trustme
from cryptography.hazmat.primitives import serialization

__all__ = ["authority", "authority_file", "client_file", "encrypted_client_files", "server_tls"]

_PEM = serialization.Encoding.PEM


@functools.cache
def authority() -> trustme.CA:
    return trustme.CA()


def authority_file(folder: Path) -> Path:
    """The authority's own certificate, as a file."""
    path = folder / "authority.pem"
    authority().cert_pem.write_to_path(str(path))
    return path


def client_file(folder: Path) -> Path:
    """A client's certificate with its key, as a file."""
    path = folder / "client.pem"
    authority().issue_cert("client.example").private_key_and_cert_chain_pem.write_to_path(str(path))
    return path


def encrypted_client_files(folder: Path, password: str) -> tuple[str, str]:
    """A client's certificate, and its key behind a password."""
    issued = authority().issue_cert("client.example")
    certificate, key = folder / "client.crt", folder / "client.key"
    issued.cert_chain_pems[0].write_to_path(str(certificate))
    secret = serialization.load_pem_private_key(issued.private_key_pem.bytes(), None)
    how = serialization.BestAvailableEncryption(password.encode())
    key.write_bytes(secret.private_bytes(_PEM, serialization.PrivateFormat.PKCS8, how))
    return str(certificate), str(key)


def server_tls(*names: str, asks: bool = False, signer: trustme.CA | None = None) -> ssl.SSLContext:
    """What a server of these names shows; with `asks` it wants the client's certificate too."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    (signer or authority()).issue_cert(*names).configure_cert(context)
    if asks:
        context.verify_mode = ssl.CERT_REQUIRED
        authority().configure_trust(context)
    return context
