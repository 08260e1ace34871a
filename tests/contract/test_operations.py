"""Every operation of the catalogue has a method on both clients, which sends what the catalogue says."""

from __future__ import annotations

import pytest

from .catalogue import Operation
from .contracts import OPERATIONS
from .operations import Contract

CASES = [
    pytest.param(contract, operation, world, platform, id=f"{contract}.{operation.where}-{world}-{platform}")
    for contract in OPERATIONS
    for operation in contract.operations
    for world, platform in (("sync", "BEYOND_AI"), ("async", "BEYOND_AI"), ("async", "LEARNWITH_AI"))
    if contract.offered(operation, platform)
]


@pytest.mark.parametrize(("contract", "operation", "world", "platform"), CASES)
def test_operation_sends_what_the_catalogue_says(
    contract: Contract, operation: Operation, world: str, platform: str
) -> None:
    contract.check(operation, world, platform)


@pytest.mark.parametrize("contract", OPERATIONS, ids=str)
def test_every_resource_of_the_catalogue_is_an_attribute_of_the_client(contract: Contract) -> None:
    contract.check_resources()
