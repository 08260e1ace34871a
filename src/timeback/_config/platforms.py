"""The platforms: hosts, token URLs, path prefixes, limits. Data only."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

import msgspec

from .filter_rules import FilterRules

__all__ = [
    "FACT_LIMITS",
    "OWN_AUTH",
    "OWN_LIMITS",
    "OWN_TOKEN_URLS",
    "PREFIX_NAMES",
    "PROBES",
    "PROFILES",
    "SANDBOX_PATHS",
    "SERVICES",
    "SHARED_URLS",
    "TOKEN_HEADERS",
    "Environment",
    "PageLimits",
    "Platform",
    "Profile",
    "home_of",
    "offering",
]


class Platform(StrEnum):
    """The two providers of the services."""

    BEYOND_AI = "BEYOND_AI"
    LEARNWITH_AI = "LEARNWITH_AI"


class Environment(StrEnum):
    """The environments that each platform runs."""

    STAGING = "staging"
    PRODUCTION = "production"


class PageLimits(msgspec.Struct, frozen=True):
    """Page sizes: the most that may be asked for, what we ask for, what the server takes unasked."""

    max_limit: int
    default_limit: int
    server_default: int


class Profile(msgspec.Struct, frozen=True):
    """One platform.

    Attributes:
        hosts: The base URL of each service, by environment.
        token_urls: The token endpoint of each environment.
        scopes: The scopes that a service needs, where they are known; the token endpoint is asked for no
            others, and where none is known for what the server grants.
        prefixes: The named path prefixes of each service; None for a service that the platform lacks.
        limits: Page sizes.
        filter_rules: What a filter may hold.
        capital_order: The direction of a sort is written in capitals.
        slashed: Services whose root collections, such as `{rostering}/users/`, end in a slash.
    """

    hosts: Mapping[Environment, Mapping[str, str]]
    token_urls: Mapping[Environment, str]
    scopes: Mapping[str, tuple[str, ...]]
    prefixes: Mapping[str, Mapping[str, str] | None]
    limits: PageLimits
    filter_rules: FilterRules
    capital_order: bool = False
    slashed: frozenset[str] = frozenset()


_HOST_KEYS: Mapping[str, str] = MappingProxyType(
    {
        "oneroster": "api",
        "edubridge": "api",
        "caliper": "caliper",
        "qti": "qti",
        "powerpath": "api",
        "case": "api",
        "clr": "api",
        "masterytrack": "masterytrack",
        "webhooks": "caliper",
        "learnwith": "api",
        "badges": "api",
        "partner": "partner",
    }
)

SERVICES: tuple[str, ...] = tuple(_HOST_KEYS)

OWN_AUTH: frozenset[str] = frozenset({"masterytrack"})
"""Services that take no OAuth 2 client credentials."""

OWN_TOKEN_URLS: Mapping[str, str] = MappingProxyType(
    {"partner": "https://api.alpha-1edtech.ai/auth/1.0/token"}
)
"""The token endpoint of a service whose platform has another for the rest; known in production."""

TOKEN_HEADERS: Mapping[str, str] = MappingProxyType({"masterytrack": "x-auth-token"})
"""The header that carries a service's token, where it is not `authorization`."""

PROBES: Mapping[str, str] = MappingProxyType(
    {
        "oneroster": "{rostering}/orgs",
        "edubridge": "{base}/applications/",
        "caliper": "{events}",
        "qti": "{base}/assessment-items",
        "powerpath": "{base}/test-assignments/admin",
        "case": "{base}/CFDocuments",
        "clr": "{base}/credentials",
        "masterytrack": "/authoring/inventory/search",
        "webhooks": "{webhooks}/",
        "learnwith": "{rostering}/orgs",
        "badges": "{base}/achievements/",
        "partner": "{rostering}/users",
    }
)
"""A list of each service, of which one row is asked for to see whether it takes a token."""

SANDBOX_PATHS: Mapping[str, str] = MappingProxyType({"qti": "/api", "masterytrack": "/masterytrack"})
"""Where a service lies below the sandbox's URL, if not at its root."""

_MASTERYTRACK = "https://l407b3xadi.execute-api.us-east-1.amazonaws.com"


def _hosts(**urls: str) -> Mapping[str, str]:
    """The URL of each service whose host has one."""
    return MappingProxyType({service: urls[key] for service, key in _HOST_KEYS.items() if key in urls})


def _one_host(url: str, masterytrack: str) -> Mapping[str, str]:
    return _hosts(api=url, caliper=url, qti=url, masterytrack=masterytrack)


_BEYOND_AI = Profile(
    hosts=MappingProxyType(
        {
            Environment.STAGING: _hosts(
                api="https://api.staging.alpha-1edtech.ai",
                caliper="https://caliper.staging.alpha-1edtech.ai",
                qti="https://qti.alpha-1edtech.ai/api",
                masterytrack=f"{_MASTERYTRACK}/dev",
            ),
            Environment.PRODUCTION: _hosts(
                api="https://api.alpha-1edtech.ai",
                partner="https://api.alpha-1edtech.ai",
                caliper="https://caliper.alpha-1edtech.ai",
                qti="https://qti.alpha-1edtech.ai/api",
                masterytrack=f"{_MASTERYTRACK}/prod",
            ),
        }
    ),
    token_urls=MappingProxyType(
        {
            Environment.STAGING: (
                "https://staging-beyond-timeback-api-2-idp.auth.us-east-1.amazoncognito.com/oauth2/token"
            ),
            Environment.PRODUCTION: (
                "https://prod-beyond-timeback-api-2-idp.auth.us-east-1.amazoncognito.com/oauth2/token"
            ),
        }
    ),
    scopes=MappingProxyType(
        {
            "partner": (
                "https://purl.imsglobal.org/spec/or/v1p2/scope/roster.readonly",
                "https://purl.imsglobal.org/spec/or/v1p2/scope/roster.createput",
                "https://purl.imsglobal.org/spec/caliper/v1p2/scope/events.write",
                "https://purl.imsglobal.org/spec/caliper/v1p2/scope/events.readonly",
            )
        }
    ),
    prefixes=MappingProxyType(
        {
            "oneroster": MappingProxyType(
                {
                    "rostering": "/ims/oneroster/rostering/v1p2",
                    "gradebook": "/ims/oneroster/gradebook/v1p2",
                    "resources": "/ims/oneroster/resources/v1p2",
                }
            ),
            "edubridge": MappingProxyType({"base": "/edubridge", "goals": "/goals"}),
            "caliper": MappingProxyType(
                {
                    "send": "/caliper/event",
                    "validate": "/caliper/event/validate",
                    "events": "/caliper/events",
                    "jobs": "/jobs",
                }
            ),
            "qti": MappingProxyType({"base": ""}),
            "powerpath": MappingProxyType({"base": "/powerpath"}),
            "case": MappingProxyType({"base": "/ims/case/v1p1"}),
            "clr": MappingProxyType({"base": "/ims/clr/v2p0"}),
            "masterytrack": MappingProxyType({"base": ""}),
            "webhooks": MappingProxyType({"webhooks": "/webhooks", "filters": "/webhook-filters"}),
            "learnwith": None,
            "badges": MappingProxyType({"base": "/ims/ob/v3p0"}),
            "partner": MappingProxyType(
                {
                    "rostering": "/rostering/1.0",
                    "events": "/events/1.0",
                    "analytics": "/analytics/1.0",
                    "insights": "/insights/1.0",
                    "xp": "/xp/1.0",
                }
            ),
        }
    ),
    limits=PageLimits(max_limit=3000, default_limit=100, server_default=100),
    filter_rules=FilterRules(),
    slashed=frozenset({"oneroster"}),
)

_LEARNWITH_AI = Profile(
    hosts=MappingProxyType(
        {
            Environment.STAGING: _one_host("https://platform.dev.timeback.com", f"{_MASTERYTRACK}/dev"),
            Environment.PRODUCTION: _one_host("https://platform.timeback.com", f"{_MASTERYTRACK}/prod"),
        }
    ),
    token_urls=MappingProxyType(
        {
            Environment.STAGING: "https://platform.dev.timeback.com/auth/1.0/token",
            Environment.PRODUCTION: "https://platform.timeback.com/auth/1.0/token",
        }
    ),
    scopes=MappingProxyType(
        {
            "oneroster": (
                "https://purl.imsglobal.org/spec/or/v1p2/scope/roster.readonly",
                "https://purl.imsglobal.org/spec/or/v1p2/scope/roster.createput",
            ),
            "caliper": ("https://purl.imsglobal.org/spec/caliper/v1p2/scope/events.write",),
            "learnwith": (
                "https://purl.imsglobal.org/spec/or/v1p2/scope/roster.readonly",
                "https://purl.imsglobal.org/spec/or/v1p2/scope/roster.createput",
                "https://purl.imsglobal.org/spec/lti/v1p3/scope/lti.readonly",
                "https://purl.imsglobal.org/spec/lti/v1p3/scope/lti.createput",
                "https://purl.imsglobal.org/spec/caliper/v1p2/scope/events.write",
                "https://purl.imsglobal.org/spec/caliper/v1p2/scope/events.readonly",
            ),
        }
    ),
    prefixes=MappingProxyType(
        {
            "oneroster": MappingProxyType(
                {"rostering": "/rostering/1.0", "gradebook": "/gradebook/1.0", "resources": "/resources/1.0"}
            ),
            "edubridge": None,
            "caliper": MappingProxyType({"send": "/events/1.0/"}),
            "qti": MappingProxyType({"base": ""}),
            "powerpath": None,
            "case": MappingProxyType({"base": "/case/1.1"}),
            "clr": None,
            "masterytrack": MappingProxyType({"base": ""}),
            "webhooks": MappingProxyType({"lwai": "/webhooks/1.0"}),
            "learnwith": MappingProxyType(
                {
                    "rostering": "/rostering/1.0",
                    "applications": "/applications/1.0",
                    "events": "/events/1.0",
                    "insights": "/insights/1.0",
                    "lwai": "/webhooks/1.0",
                }
            ),
            "badges": None,
            "partner": None,
        }
    ),
    limits=PageLimits(max_limit=100, default_limit=100, server_default=10),
    filter_rules=FilterRules(max_conditions=2, mix_and_or=False, nested=False, quote_all=True),
    capital_order=True,
)

PROFILES: Mapping[Platform, Profile] = MappingProxyType(
    {Platform.BEYOND_AI: _BEYOND_AI, Platform.LEARNWITH_AI: _LEARNWITH_AI}
)


def offering(service: str) -> tuple[Platform, ...]:
    """The platforms that offer a service."""
    return tuple(platform for platform, profile in PROFILES.items() if profile.prefixes[service] is not None)


def home_of(service: str) -> Platform:
    """The platform that a service is looked for on, unless another is named: the first that offers it."""
    return offering(service)[0]


OWN_LIMITS: Mapping[str, PageLimits] = MappingProxyType(
    {"partner": PageLimits(max_limit=1000, default_limit=100, server_default=100)}
)
"""Page sizes of a service, where they are not its platform's."""

FACT_LIMITS = PageLimits(max_limit=100, default_limit=100, server_default=50)
"""Page sizes of the Partner API's XP entries and sessions."""

PREFIX_NAMES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        service: tuple(dict.fromkeys((*(prefixes or ()), *(_LEARNWITH_AI.prefixes[service] or ()))))
        for service, prefixes in _BEYOND_AI.prefixes.items()
    }
)
"""The names that `paths=` takes for a service; a platform may lack some of them."""

SHARED_URLS: frozenset[str] = frozenset(
    url
    for profile in PROFILES.values()
    for url in profile.hosts[Environment.STAGING].values()
    if url in profile.hosts[Environment.PRODUCTION].values()
)
"""URLs that serve staging and production alike: what a test writes there, production sees."""
