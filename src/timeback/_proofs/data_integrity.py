"""Data Integrity proofs of the cryptosuite `eddsa-rdfc-2022`: RDF canonicalization, SHA-256, Ed25519."""

from __future__ import annotations

import contextlib
import functools
import hashlib
import importlib
import itertools
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple, TypeAlias

import msgspec

from .._json_types import is_list, is_object
from ..errors import InvalidInputError
from .keys import decode_base58

__all__ = ["CONTEXTS", "SUITE", "UnsupportedDocumentError", "canonical", "check_signature", "readings"]

SUITE = "eddsa-rdfc-2022"

_OB = "https://purl.imsglobal.org/spec/ob/v3p0"
_CLR = "https://purl.imsglobal.org/spec/clr/v2p0"
CONTEXTS: Mapping[str, tuple[str, ...]] = {
    "https://www.w3.org/ns/credentials/v2": ("credentials-v2",),
    "https://w3id.org/security/data-integrity/v2": ("data-integrity-v2",),
    f"{_OB}/context.json": ("ob-3.0.3", "ob-3.0.2", "ob-3.0.1", "ob-3.0.0"),
    f"{_OB}/context-3.0.1.json": ("ob-3.0.1",),
    f"{_OB}/context-3.0.2.json": ("ob-3.0.2",),
    f"{_OB}/context-3.0.3.json": ("ob-3.0.3",),
    f"{_OB}/extensions.json": ("ob-extensions",),
    f"{_CLR}/context.json": ("clr-2.0.1", "clr-2.0.0"),
    f"{_CLR}/context-2.0.1.json": ("clr-2.0.1",),
}
"""The JSON-LD contexts that are shipped; no other is loaded from anywhere.

An address without a version has meant one after the other: a record is right if it was signed under any of them.
"""

# Canonicalization can be made to take forever by graphs of alike blank nodes; real records need a few steps.
_MAX_STEPS = 1_000
_LITERAL = frozenset({"@value", "@type", "@language", "@direction"})
# Relative identifiers become these, so that they can be told.
_BASE = "https://relative.invalid/"


class UnsupportedDocumentError(Exception):
    """The document cannot be canonicalized; the message says why."""


Versions: TypeAlias = Mapping[str, str]
"""Which shipped context an address stands for."""


class Canonical(NamedTuple):
    """A document's hash under one reading of its contexts, and the names of fields that it leaves out."""

    digest: bytes
    unsigned: list[str]


def readings(document: Mapping[str, Any]) -> Iterator[Versions]:
    """Each way of reading a document's contexts, the newest versions first."""
    used = [each for each in _addresses(document) if each in CONTEXTS]
    for names in itertools.product(*(CONTEXTS[each] for each in used)):
        yield dict(zip(used, names, strict=True))


def canonical(document: Mapping[str, Any], versions: Versions) -> Canonical:
    """The SHA-256 of a document's canonical form, and what no signature of it would cover.

    Raises:
        UnsupportedDocumentError: A context is not shipped, or the document is no JSON-LD.
    """
    try:
        expanded, unsigned = _expanded(document, versions)
        quads = _quads(expanded).encode()
    # A name that is no text, half a character: JSON has no such things, but a mapping may.
    except (TypeError, ValueError):
        raise UnsupportedDocumentError("it holds what JSON has not") from None
    if any(_relative(each) for each in _identifiers(expanded)):
        unsigned.append("a relative identifier")
    return Canonical(hashlib.sha256(quads).digest(), unsigned)


def check_signature(
    credential: Mapping[str, Any], proof: Mapping[str, Any], public_key: bytes
) -> list[str] | None:
    """Judge the proof's value as the key's signature of the document and of the proof's other fields.

    Returns:
        What the signature does not cover, or what could hide what it covers, none as it should be; None if
        it does not fit.

    Raises:
        UnsupportedDocumentError: A context is not shipped, or the document is no JSON-LD.
    """
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    signature = _signature(proof.get("proofValue"))
    key = Ed25519PublicKey.from_public_bytes(public_key)
    content = {name: each for name, each in credential.items() if name != "proof"}
    options = {name: each for name, each in proof.items() if name != "proofValue"}
    options["@context"] = credential.get("@context")
    unsupported: UnsupportedDocumentError | None = None
    read = False
    for versions in readings(content):
        try:
            whole, config = canonical(content, versions), canonical(options, versions)
        except UnsupportedDocumentError as error:
            unsupported = unsupported or error
            continue
        read = True
        with contextlib.suppress(InvalidSignature):
            key.verify(signature, config.digest + whole.digest)
            named = [*whole.unsigned, *config.unsigned, *_disguises(content), *_disguises(options)]
            return list(dict.fromkeys(named))
    if unsupported is not None and not read:
        raise unsupported
    return None


def _signature(value: Any) -> bytes:
    """The bytes of a proof's value in base58; empty, so that it fits nothing, where it is none."""
    if not isinstance(value, str) or not value.startswith("z"):
        return b""
    try:
        return decode_base58(value[1:])
    except InvalidInputError:
        return b""


def _disguises(document: Mapping[str, Any]) -> list[str]:
    """Parts of a document by which a field could go by another name than its own.

    JSON-LD signs what fields mean. A context that is written into the document, a keyword such as `@nest` or an
    address for a name keep the meaning, and the signature fits, while `validUntil` is nowhere to be found.
    """
    found: dict[str, None] = {}
    waiting: list[Any] = [document]
    while waiting:
        each = waiting.pop()
        if is_list(each):
            waiting += each
        elif is_object(each):
            named = each.get("@context", "")
            if not all(isinstance(one, str) for one in (named if is_list(named) else [named])):
                found["a context that is written into the document"] = None
            allowed = _LITERAL if "@value" in each else {"@context"}
            found.update((name, None) for name in each if name[:1] == "@" and name not in allowed)
            found.update((name, None) for name in each if ":" in name)
            waiting += [value for name, value in each.items() if name != "@context"]
    return list(found)


def _addresses(document: Mapping[str, Any]) -> list[str]:
    """The addresses of contexts anywhere in a document, each once."""
    found: dict[str, None] = {}
    waiting: list[Any] = [document]
    while waiting:
        each = waiting.pop()
        if is_object(each):
            named = each.get("@context")
            found.update(
                dict.fromkeys(x for x in (named if is_list(named) else [named]) if isinstance(x, str))
            )
            waiting += each.values()
        elif is_list(each):
            waiting += each
    return list(found)


def _expanded(document: Mapping[str, Any], versions: Versions) -> tuple[Any, list[str]]:
    jsonld = _library("jsonld")

    dropped: list[str] = []
    try:
        expanded = jsonld.expand(dict(document), _options(versions), on_property_dropped=dropped.append)
    except jsonld.JsonLdError as error:
        raise UnsupportedDocumentError(_reason(error)) from None
    except RecursionError:
        raise UnsupportedDocumentError("the document is nested too deeply") from None
    # A name that a context takes away is reported as none.
    return expanded, sorted({str(each or "a term without a meaning") for each in dropped})


def _quads(expanded: Any) -> str:
    jsonld = _library("jsonld")
    canonicalizer = _library("canon").URDNA2015()
    hash_quads, steps = canonicalizer.hash_n_degree_quads, itertools.count(1)

    def bounded(*arguments: Any) -> Any:
        if next(steps) > _MAX_STEPS:
            raise UnsupportedDocumentError("its blank nodes cannot be told apart in bounded time")
        return hash_quads(*arguments)

    canonicalizer.hash_n_degree_quads = bounded
    try:
        dataset = jsonld.to_rdf(expanded, {**_options({}), "produceGeneralizedRdf": False})
        return str(canonicalizer.main(dataset, {"format": "application/n-quads"}))
    except jsonld.JsonLdError as error:
        raise UnsupportedDocumentError(_reason(error)) from None
    except RecursionError:
        raise UnsupportedDocumentError("the document is nested too deeply") from None


def _options(versions: Versions) -> dict[str, Any]:
    jsonld, resolver = _library("jsonld"), _library("context_resolver").ContextResolver

    def load(url: str, options: object = None) -> dict[str, Any]:
        if url not in versions:
            raise jsonld.JsonLdError(
                f"the context {url} is not shipped, and none is loaded from elsewhere",
                "timeback.UnknownContext",
            )
        return {
            "contentType": "application/ld+json",
            "contextUrl": None,
            "documentUrl": url,
            "document": _shipped(versions[url]),
        }

    # Caches of this process that others fill are left alone: a context must be the one that is shipped.
    return {
        "documentLoader": load,
        "contextResolver": resolver({}, load),
        "processingMode": "json-ld-1.1",
        "base": _BASE,
    }


@functools.cache
def _shipped(name: str) -> Any:
    import importlib.resources

    file = importlib.resources.files("timeback._proofs") / "contexts" / f"{name}.json"
    return msgspec.json.decode(file.read_bytes())


def _reason(error: BaseException) -> str:
    """The innermost cause's words: the outer ones only say at which step it happened."""
    while isinstance(error.__cause__, Exception):
        error = error.__cause__
    words = error.args[0] if error.args else error
    return str(words).partition("\n")[0].removesuffix(".")


def _identifiers(node: Any) -> Iterator[Any]:
    waiting = [node]
    while waiting:
        each = waiting.pop()
        if is_list(each):
            waiting += each
        elif is_object(each) and "@value" not in each:
            yield each.get("@id")
            yield from each.get("@type") or ()
            waiting += [value for name, value in each.items() if name not in ("@id", "@type")]


def _relative(identifier: Any) -> bool:
    return isinstance(identifier, str) and (identifier.startswith(_BASE) or ":" not in identifier)


def _library(module: str) -> Any:
    """A module of PyLD, which has no types."""
    return importlib.import_module(f"pyld.{module}")
