"""A browser without a page: it keeps cookies, goes where it is sent, and chooses who signs in at the sandbox."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import httpx

from timeback.sandbox import Sandbox

APP = "http://127.0.0.1:8000"
ROUTES = "/api/timeback"
IDENTITY = f"{ROUTES}/identity"

Send = Callable[..., httpx.Response]


class Browser:
    """A browser with one application open.

    Args:
        send: Sends a request to the application: method, path, and what `httpx.Request` takes.
        sandbox: The provider.
    """

    def __init__(self, send: Send, sandbox: Sandbox) -> None:
        self.cookies: dict[str, str] = {}
        self.set: list[str] = []
        self._send, self._sandbox = send, sandbox

    def go(self, method: str, path: str, **more: Any) -> httpx.Response:
        """Send a request to the application, with its cookies, and keep those of the answer."""
        jar = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        headers = {"cookie": jar} | more.pop("headers", {})
        answer = self._send(method, path, headers=headers, **more)
        self.set = answer.headers.get_list("set-cookie")
        for each in self.set:
            name, value = re.match(r'([^=]+)="?([^;"]*)', each).groups()  # type: ignore[union-attr]
            self.cookies.pop(name, None)
            if value:
                self.cookies[name] = value
        return answer

    def begin(self, **query: str) -> dict[str, str]:
        """Begin to sign in; the parameters with which the browser is sent to the provider."""
        answer = self.go("GET", f"{IDENTITY}/signin", params=query)
        assert answer.status_code == 302, answer.text
        target = answer.headers["location"]
        assert target.startswith(f"{self._sandbox.base_url}/oauth2/authorize?")
        return dict(parse_qsl(urlsplit(target).query))

    def choose(self, asked: dict[str, str], user: str) -> str:
        """Choose a person at the provider; the path at which the browser is sent back."""
        answer = httpx.post(
            f"{self._sandbox.base_url}/oauth2/authorize", data={**asked, "user": user}, trust_env=False
        )
        assert answer.status_code == 303, answer.text
        back = answer.headers["location"]
        assert back.startswith(APP)
        return back.removeprefix(APP)

    def sign_in(self, user: str, **query: str) -> httpx.Response:
        """Sign in; the answer to the callback."""
        return self.go("GET", self.choose(self.begin(**query), user))

    def launch_token(self, user: str) -> str:
        """The ID token of a launch by the sandbox."""
        page = httpx.post(
            f"{self._sandbox.base_url}/lti/launch",
            data={"launch_url": f"{APP}{IDENTITY}/launch", "user": user},
            trust_env=False,
        )
        found = re.search(r'name="id_token" value="([^"]+)"', page.text)
        assert found is not None, page.text
        return found[1]

    def launch(self, token: str, **headers: str) -> httpx.Response:
        """Post a launch, as a page of the platform has the browser do."""
        foreign = {"origin": "https://platform.example", "sec-fetch-site": "cross-site", **headers}
        return self.go("POST", f"{IDENTITY}/launch", data={"id_token": token}, headers=foreign)
