"""Pages on which a person is chosen, and from which an application is launched. They work without a script."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping
from html import escape

from ..messages import Response
from ..records import Doc

__all__ = ["form_page", "people_page", "refusal_page"]

_STYLE = """
:root { color-scheme: light dark; font: 15px/1.5 system-ui, sans-serif; }
body { max-width: 26rem; margin: 3rem auto; padding: 0 1rem; }
h1 { font-size: 1.25rem; margin: 0 0 .25rem; }
p { margin: 0 0 1rem; color: light-dark(#565e69, #a2abb6); overflow-wrap: anywhere; }
form { display: flex; flex-direction: column; gap: .5rem; margin: 0 0 1rem; }
label { display: flex; flex-direction: column; gap: .25rem; }
input, button { font: inherit; padding: .5rem .75rem; color: inherit; background: light-dark(#fff, #15171b);
  border: 1px solid light-dark(#868e99, #7a838f); border-radius: 4px; }
button { text-align: left; cursor: pointer; }
button:hover { background: light-dark(#eef1f5, #23272e); }
button small { display: block; color: light-dark(#565e69, #a2abb6); }
:focus-visible { outline: 2px solid light-dark(#0b5cad, #7ab8ff); outline-offset: 1px; }
"""


def people_page(
    title: str, what: str, people: Iterable[Doc], kept: Mapping[str, str], *, text: str, target: str
) -> Response:
    """A page with a button for each person.

    Args:
        title: What it is for.
        what: What becomes of the choice.
        people: The people.
        kept: The parameters that are sent along with a choice.
        text: What they were searched by.
        target: The origin to which the browser goes on.
    """
    hidden = "".join(_hidden(name, value) for name, value in kept.items())
    buttons = "".join(_button(each) for each in people) or "<p>Nobody has such a name or address.</p>"
    search = f'<form><label>Name or address <input name="q" value="{escape(text)}" autofocus></label>{hidden}</form>'
    choice = f'<form method="post">{hidden}{buttons}</form>'
    return _page(title, f"<p>{escape(what)}</p>{search}{choice}", f"form-action 'self' {target}")


def form_page(title: str, action: str, fields: Mapping[str, str], *, target: str) -> Response:
    """A page that posts a form elsewhere, by itself where scripts run and else by a button."""
    nonce = secrets.token_urlsafe(16)
    hidden = "".join(_hidden(name, value) for name, value in fields.items())
    form = f'<form method="post" action="{escape(action)}">{hidden}<button>Go on</button></form>'
    script = f'<script nonce="{nonce}">document.forms[0].submit()</script>'
    return _page(title, f"{form}{script}", f"form-action {target}; script-src 'nonce-{nonce}'")


def refusal_page(status: int, text: str) -> Response:
    """A page that says what is wrong with a request."""
    return _page("This cannot be answered", f"<p>{escape(text)}</p>", "form-action 'none'", status)


def _hidden(name: str, value: str) -> str:
    return f'<input type="hidden" name="{escape(name)}" value="{escape(value)}">'


def _button(user: Doc) -> str:
    name = escape(f"{user.get('givenName', '')} {user.get('familyName', '')}")
    roles: list[Doc] = user.get("roles") or [{}]
    about = " · ".join(filter(None, (str(roles[0].get("role") or ""), str(user["email"]))))
    value = escape(str(user["sourcedId"]))
    return f'<button name="user" value="{value}">{name}<small>{escape(about)}</small></button>'


def _page(title: str, content: str, policy: str, status: int = 200) -> Response:
    body = (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{escape(title)}</title>'
        f'<meta name="viewport" content="width=device-width, initial-scale=1"><style>{_STYLE}</style></head>'
        f"<body><h1>{escape(title)}</h1>{content}</body></html>"
    ).encode()
    rules = (
        f"default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'; {policy}"
    )
    headers = [
        ("content-type", "text/html; charset=utf-8"),
        ("content-length", str(len(body))),
        ("content-security-policy", rules),
        ("cache-control", "no-store"),
        ("x-content-type-options", "nosniff"),
    ]
    return Response(status, headers, body)
