"""LEARNWITH_AI: a student comes to an application, learns, and is reported on; the application subscribes."""

from __future__ import annotations

from .conftest import Wire
from .test_partner import DAY, xp_event

ROSTERING = "/rostering/1.0"


def test_a_student_comes_to_an_application_that_is_registered(learnwith: Wire) -> None:
    wire = learnwith
    assert wire.http.get("/ping").json() == {"status": "ok"}
    draft = {
        "name": "Kites", "description": "Of wind.", "launchUrl": "https://kites.example/launch",
        "applicationType": "learning_app",
    }  # fmt: skip
    made = wire("POST", "/applications/1.0/drafts", draft, expect=201).json()
    wire("POST", "/applications/1.0/drafts", draft, expect=409)
    asked = {
        "grant_type": "client_credentials",
        "client_id": made["clientId"],
        "client_secret": made["clientSecret"],
    }
    assert wire.http.post("/auth/1.0/token", json=asked).status_code == 200
    application = made["applicationId"]

    student = {
        "sourcedId": "ada-1", "status": "active", "enabledUser": "true", "givenName": "Ada", "familyName": "L",
        "email": "ada@kites.example", "username": "ada@kites.example", "preferredFirstName": "Ada", "grades": ["K"],
        "primaryOrg": {"href": "x", "sourcedId": "school-01", "type": "org"},
        "demographics": {"birthDate": "2020-12-10"},
    }  # fmt: skip
    wire("PUT", f"{ROSTERING}/students", {"student": student}, expect=201)
    wire("PUT", f"{ROSTERING}/students", {"student": student}, expect=409)
    profile = {
        "profileId": "p-1", "profileType": "learning_app_profile", "vendorId": "alpha", "applicationId": application,
    }  # fmt: skip
    wire("PUT", f"{ROSTERING}/users/ada-1/profiles/p-1", profile, expect=201)
    (found,) = wire.get(f"{ROSTERING}/users", filter="email='ada@kites.example'")["users"]
    assert (found["sourcedId"], found["grades"]) == ("ada-1", ["K"])

    wire("POST", "/events/1.0/", xp_event("ada-1", application, 7), expect=202)
    told = wire.get("/insights/1.0/users/ada-1", startDate=DAY, endDate=DAY)
    assert told["insights"][0]["totalXpEarned"] == 7
    wanted = {"url": "https://kites.example/hook", "eventTypes": ["*"]}
    left = wire("POST", f"/webhooks/1.0/{application}/subscriptions", wanted, expect=201).json()
    assert left["signingSecret"].startswith("whsec_")


def test_its_lists_are_its_own(learnwith: Wire) -> None:
    page = learnwith.get(f"{ROSTERING}/users")
    assert len(page["users"]) == 10 < page["total"]
    assert learnwith("GET", f"{ROSTERING}/users", filter="enabledUser=true", expect=400).json()["errors"]
    assert learnwith.get("/case/1.1/CFDocuments")["CFDocuments"]
    learnwith("GET", "/ims/oneroster/rostering/v1p2/users", expect=404)
