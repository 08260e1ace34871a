"""The sandbox's page when things happen at once: quick hands, requests that come meanwhile, answers that are late."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Route, expect

from timeback import TimebackClient
from timeback.sandbox import Sandbox

from .visitor import STUDENT, Visitor

pytestmark = [
    pytest.mark.needs("chromium"),
    pytest.mark.once,
    pytest.mark.timeout(120),
    pytest.mark.xdist_group("page"),
]


def test_a_chosen_row_stays_chosen_while_others_come(visitor: Visitor, client: TimebackClient) -> None:
    for _ in range(3):
        client.oneroster.users.get(STUDENT)
    visitor.go("/requests")
    expect(visitor.rows).to_have_count(4)  # with that for the token
    for key in "jj":
        visitor.page.keyboard.press(key)
    chosen = visitor.page.locator("tr.chosen")
    time = chosen.locator("td").first.inner_text()
    client.oneroster.orgs.list(limit=1)
    expect(visitor.rows).to_have_count(5)
    expect(chosen.locator("td").first).to_have_text(time)
    expect(visitor.rows.nth(2)).to_have_class("chosen")
    visitor.page.keyboard.press("k")
    visitor.page.keyboard.press("Enter")
    expect(visitor.drawer).to_contain_text(f"/users/{STUDENT}")


def test_a_press_becomes_a_click_on_its_row_whatever_comes_meanwhile(
    visitor: Visitor, client: TimebackClient
) -> None:
    client.oneroster.categories.create({"title": "One", "status": "active"})
    visitor.go("/records/categories?sort=dateLastModified&order=desc")
    row = visitor.page.get_by_role("row", name="One")
    row.hover()
    visitor.page.mouse.down()
    with visitor.page.expect_response(re.compile("records/categories[?]")):
        client.oneroster.categories.create({"title": "Another", "status": "active"})
    visitor.page.mouse.up()
    expect(visitor.drawer).to_contain_text("One")
    expect(visitor.page.get_by_role("row", name="Another")).to_be_visible()


# Types one more letter in the very moment in which the URL takes over the first ones.
TYPE_ON = """() => addEventListener("hashchange", () => {
  const field = document.querySelector("main input[type=search]");
  field.value += "c";
  field.dispatchEvent(new Event("input", { bubbles: true }));
}, { once: true })"""


@pytest.mark.parametrize(("place", "enter"), [("/requests", False), ("/records/users", True)])
def test_what_is_typed_on_is_not_lost(visitor: Visitor, place: str, enter: bool) -> None:
    visitor.go(place)
    field = visitor.page.locator("main input[type=search]")
    field.fill("ab")
    visitor.page.evaluate(TYPE_ON)
    if enter:
        visitor.page.keyboard.press("Enter")
    expect(field).to_have_value("abc")
    expect(visitor.page).to_have_url(re.compile("where=ab$" if enter else "text=abc$"))
    visitor.go(place)
    expect(field).to_have_value("")


def test_a_text_and_a_choice_in_quick_succession_both_hold(visitor: Visitor, client: TimebackClient) -> None:
    client.oneroster.users.get(STUDENT)
    visitor.go("/requests")
    visitor.page.locator("main input[type=search]").fill("users")
    visitor.page.get_by_label("Status").select_option("2xx")
    expect(visitor.page).to_have_url(re.compile("status=2&text=users$"))
    expect(visitor.rows).to_have_count(1)


def test_two_clicks_are_one_fault_and_remove_it_once(visitor: Visitor, served: Sandbox) -> None:
    page = visitor.page
    visitor.go("/faults")
    page.get_by_label("Status").fill("503")
    page.get_by_role("button", name="Add the fault").dblclick()
    remove = page.get_by_role("button", name="Remove", exact=True)
    expect(remove).to_have_count(1)
    assert len(served.faults.waiting()) == 1
    served.faults.clear()
    remove.click()
    expect(remove).to_have_count(0)
    expect(page.get_by_role("alert")).to_have_count(0)


def test_what_was_done_while_an_older_state_was_on_its_way_is_shown(
    visitor: Visitor, client: TimebackClient
) -> None:
    page = visitor.page
    page.add_init_script("setInterval = () => 0")  # nothing is asked for but by need
    visitor.go("/faults")
    page.reload()
    expect(page.get_by_text("None: every request is served")).to_be_visible()
    held: list[Route] = []

    def hold_the_first(route: Route) -> None:
        if held:
            route.continue_()
        held.append(route)

    page.route("**/_sandbox/records", hold_the_first)
    with page.expect_request("**/_sandbox/records"):
        client.oneroster.users.get(STUDENT)
    page.get_by_label("Status").fill("503")
    with page.expect_response("**/_sandbox/faults"):
        page.get_by_role("button", name="Add the fault").click()
    held[0].continue_()
    expect(page.get_by_text("any method")).to_be_visible()


def test_the_list_of_keys_has_the_keyboard_to_itself(visitor: Visitor) -> None:
    page = visitor.page
    visitor.go("/records/users?open=" + STUDENT)
    expect(visitor.drawer).to_be_visible()
    for key in ("?", "r", "j", "Enter"):
        page.keyboard.press(key)
    expect(page.get_by_role("dialog")).to_have_count(0)
    assert visitor.place == f"/records/users?open={STUDENT}"


def test_after_a_reset_no_request_is_listed(visitor: Visitor, client: TimebackClient) -> None:
    client.oneroster.users.get(STUDENT)
    visitor.go("/requests")
    expect(visitor.rows).to_have_count(2)
    visitor.go("/snapshots")
    visitor.page.get_by_role("button", name="Reset").click()
    expect(visitor.page.get_by_text("in its first state again")).to_be_visible()
    visitor.go("/requests")
    expect(visitor.page.get_by_role("heading", name="No request yet")).to_be_visible()
