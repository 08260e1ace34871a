"""Every operation of the catalogue has a method on both clients, which sends what the catalogue says."""

from __future__ import annotations

import pytest

from tests.sweeping import sweep

from .contracts import OPERATIONS
from .operations import Contract


def offered(contract: Contract, platform: str) -> bool:
    return any(contract.offered(operation, platform) for operation in contract.operations)


def ways(contract: Contract) -> list[tuple[str, str]]:
    """Each platform that offers the service in the async world, and the first of them in the sync one."""
    platforms = [each for each in ("BEYOND_AI", "LEARNWITH_AI") if offered(contract, each)]
    return [("sync", platforms[0]), *(("async", platform) for platform in platforms)]


WAYS = [
    pytest.param(contract, world, platform, id=f"{contract}-{world}-{platform}")
    for contract in OPERATIONS
    for world, platform in ways(contract)
]


@pytest.mark.parametrize(("contract", "world", "platform"), WAYS)
def test_operations_send_what_the_catalogue_says(contract: Contract, world: str, platform: str) -> None:
    offered = {each.where: each for each in contract.operations if contract.offered(each, platform)}
    sweep(offered, lambda where: contract.check(offered[where], world, platform))


@pytest.mark.parametrize("contract", OPERATIONS, ids=str)
def test_every_resource_is_an_attribute_of_the_client(contract: Contract) -> None:
    contract.check_resources()


@pytest.mark.parametrize("contract", OPERATIONS, ids=str)
def test_names_differ_only_by_rule_and_what_is_left_out_says_why(contract: Contract) -> None:
    contract.check_names()
