"""Every service of the sandbox has the same files, and says in them what they are for."""

from __future__ import annotations

import ast
import importlib
import subprocess
import sys
from pathlib import Path

import pytest

import timeback.sandbox
from timeback._config.platforms import Platform
from timeback.sandbox.messages import Request
from timeback.sandbox.router import Router
from timeback.sandbox.service import Service
from timeback.sandbox.services import SERVICES, services_of

ROOT = Path(timeback.sandbox.__file__).parent
# The token endpoint keeps no records and takes no JSON: it has routes and errors alone.
NINE = [service for service in SERVICES if service.name != "oauth"]
GRAMMAR = ("routes", "tables", "schemas", "rules", "errors")


def _module(service: Service, name: str) -> object:
    return importlib.import_module(f"timeback.sandbox.{service.name}.{name}")


def test_every_folder_of_a_service_is_listed() -> None:
    folders = {path.parent.name for path in ROOT.glob("*/__init__.py")}
    assert {service.name for service in SERVICES} | {"control", "description"} == folders


@pytest.mark.parametrize("service", NINE, ids=lambda service: service.name)
def test_a_service_has_the_files_of_the_grammar(service: Service) -> None:
    for name in GRAMMAR:
        _module(service, name)
    assert service.routes is vars(_module(service, "routes"))["ROUTES"]
    assert service.error_body is vars(_module(service, "errors"))["error_body"]
    folder = ROOT / service.name
    seeds = (folder / "seed.py").exists() or (folder / "seed").exists()
    assert seeds == service.seeded


@pytest.mark.parametrize("platform", Platform)
def test_routes_lie_below_the_prefixes_of_their_service(platform: Platform) -> None:
    services = services_of(platform)
    router = Router(services)
    for service in services:
        for route in service.routes:
            assert route.path.startswith(tuple(service.prefixes)), route.path
            assert router.service_of(route.path) in services, route.path
            endpoint = router.find(Request(route.method, route.path, "", {}, b""))
            assert endpoint.handler is route.handler, route.path


def test_the_handlers_of_other_services_wait_for_a_request() -> None:
    code = (
        "import sys; import timeback; "
        "client = timeback.OneRosterClient(env='sandbox'); client.users.list(limit=1); "
        "assert 'timeback.sandbox.oneroster.routes' in sys.modules; "
        "assert not {f'timeback.sandbox.{name}.routes' for name in ('qti', 'powerpath', 'case')} & set(sys.modules)"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr


def test_a_service_imports_only_those_before_it() -> None:
    order = {service.name: number for number, service in enumerate(SERVICES)}
    for service in SERVICES:
        for path in (ROOT / service.name).rglob("*.py"):
            depth = len(path.relative_to(ROOT).parts)
            for node in ast.walk(ast.parse(path.read_text())):
                if isinstance(node, ast.ImportFrom) and node.level == depth:
                    other = (node.module or "").split(".")[0]
                    assert order.get(other, -1) < order[service.name], f"{path}: {other}"


def test_imports_inside_the_package_are_relative() -> None:
    for path in ROOT.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.ImportFrom) and node.level == 0:
                assert (node.module or "").split(".")[0] != "timeback", path
