"""The same page from a sync and from an async view."""

from django.http import Http404, HttpRequest, JsonResponse

from timeback import NotFoundError, Where
from timeback.server.django import get_async_client, get_client


def students(request: HttpRequest) -> JsonResponse:
    name = request.GET.get("family_name", "")
    where: Where | None = {"family_name": {"contains": name}} if name else None
    page = get_client().oneroster.students.list(limit=20, sort="family_name", where=where)
    names = [f"{each.family_name}, {each.given_name}" for each in page]
    return JsonResponse({"total": page.total, "names": names})


async def student(request: HttpRequest, student_id: str) -> JsonResponse:
    try:
        found = await get_async_client().oneroster.students.get(student_id)
    except NotFoundError:
        raise Http404("no such student") from None
    return JsonResponse({"id": found.sourced_id, "name": f"{found.given_name} {found.family_name}"})
