"""The resources of all services, found by their names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from .._issues import hint
from ..errors import InvalidInputError
from .resources import RESOURCES, Resource

__all__ = ["chosen", "resources_of"]


def resources_of(service: str) -> Mapping[str, Resource]:
    """The resources of a service, by name."""
    if service == "oneroster":
        return RESOURCES
    from .services.lists import LISTS

    return LISTS[service]


def chosen(names: Iterable[str] | None, service: str = "oneroster") -> list[Resource]:
    """The resources of these names, or all of the service's.

    Raises:
        InvalidInputError: A name is not one of a resource.
    """
    if isinstance(names, str) or not isinstance(names, Iterable | None):  # pyright: ignore[reportUnnecessaryIsInstance]
        raise InvalidInputError.of("resources", "must be names of resources, in a list")
    known = resources_of(service)
    wanted = list(known if names is None else names)
    for name in wanted:
        if name not in known:
            raise InvalidInputError.of(
                "resources", f"{name!r} is none of {', '.join(known)}{hint(name, known)}"
            )
    return [resource for name, resource in known.items() if name in wanted]
