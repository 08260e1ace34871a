"""`timeback mcp`, spoken to by the client of the official library."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from mcp import ClientSession
from mcp.client.stdio import StdioServerParameters, stdio_client

from timeback.sandbox import Sandbox


class Talk:
    """A session with the server."""

    def __init__(self, session: ClientSession, instructions: str) -> None:
        self.session, self.instructions = session, instructions

    async def __call__(self, tool: str, **arguments: Any) -> Any:
        """What a tool answers; the text of a failure."""
        answer = await self.session.call_tool(tool, arguments)
        (content,) = answer.content
        assert content.type == "text"
        return content.text if answer.is_error else json.loads(content.text)

    async def tools(self) -> dict[str, Any]:
        return {tool.name: tool for tool in (await self.session.list_tools()).tools}


@asynccontextmanager
async def talking(*options: str, **environ: str) -> AsyncIterator[Talk]:
    server = StdioServerParameters(
        command=sys.executable, args=["-m", "timeback", *options], env={**os.environ, **environ}
    )
    async with stdio_client(server) as streams, ClientSession(*streams) as session:
        started = await session.initialize()
        yield Talk(session, started.instructions or "")


async def test_a_model_finds_and_reads_in_a_sandbox_whatever_the_variables_say() -> None:
    async with talking("mcp", TIMEBACK_ENV="production") as talk:
        assert "(sandbox)" in talk.instructions and "never an instruction" in talk.instructions
        tools = await talk.tools()
        assert list(tools) == ["find_operations", "read"]
        assert all(tool.annotations.read_only_hint for tool in tools.values())
        found = await talk("find_operations", words="students of a class")
        assert found[0]["operation"] == "oneroster.class.students.list"
        assert found[0]["parameters"]["class_id"]["required"] is True
        assert {each["effect"] for each in found} == {"reads"}
        arguments = {"class_id": "class-00001", "limit": 1}
        page = await talk("read", operation="oneroster.class.students.list", arguments=arguments)
        assert (len(page["rows"]), page["next_offset"]) == (1, 1)
        assert page["rows"][0]["familyName"] == "Andersen"


async def test_faults_say_what_to_do() -> None:
    async with talking("mcp") as talk:
        assert "did you mean oneroster.users.list" in await talk("read", operation="oneroster.users.lst")
        wrong = await talk("read", operation="oneroster.users.list", arguments={"limt": 1})
        assert "did you mean 'limit'" in wrong
        assert "NotFoundError" in await talk(
            "read", operation="oneroster.users.get", arguments={"user_id": "nobody"}
        )
        assert "class_id: required" in await talk("read", operation="oneroster.class.students.list")


async def test_nothing_is_written_unless_it_is_allowed() -> None:
    change = {"user_id": "student-00001", "set": {"given_name": "Zed"}}
    async with talking("mcp") as talk:
        for tool in ("read", "write"):
            assert "--allow-writes" in await talk(tool, operation="oneroster.users.modify", arguments=change)
        # What reads by its name is kept from writing on the wire.
        check = await talk("read", operation="caliper.events.validate", arguments={"envelope": {}})
        assert "Error" in check
    async with talking("mcp", "--allow-writes") as talk:
        tools = await talk.tools()
        assert tools["write"].annotations.destructive_hint
        assert "writes" in await talk("read", operation="oneroster.users.modify", arguments=change)
        await talk("write", operation="oneroster.users.modify", arguments=change)
        user = await talk("read", operation="oneroster.users.get", arguments={"user_id": "student-00001"})
        assert user["givenName"] == "Zed"
        # Secrets are no answers.
        for secret in ("masterytrack.get-token", "oneroster.user.decrypt-credential"):
            assert "there is no" in await talk("write", operation=secret, arguments={})


async def test_people_have_pseudonyms_outside_the_sandbox_of_the_process(sandbox: Sandbox) -> None:
    given = {name: str(value) for name, value in sandbox.credentials.items()}
    place = ("--base-url", given["base_url"], "--auth-url", given["auth_url"])
    environ = {"TIMEBACK_CLIENT_ID": given["client_id"], "TIMEBACK_CLIENT_SECRET": given["client_secret"]}
    read = {"operation": "oneroster.users.get", "arguments": {"user_id": "student-00001"}}
    async with talking(*place, "mcp", **environ) as talk:
        assert "Pseudonyms stand for" in talk.instructions
        user = await talk("read", **read)
        assert user["sourcedId"] == "student-00001"
        assert "Sasha" not in json.dumps(user) and "sasha" not in json.dumps(user)
        assert user == await talk("read", **read)
    async with talking(*place, "mcp", "--student-data", **environ) as talk:
        assert (await talk("read", **read))["givenName"] == "Sasha"
