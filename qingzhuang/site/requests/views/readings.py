"""Readings of a form that are not sure: settled once by the desk, before the form goes out or after."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from qingzhuang.site.kit import outgoing
from qingzhuang.site.kit.requests import Request
from qingzhuang.site.requests import actions, errors, pages, queries, rights


@require_http_methods(["GET", "POST"])
def readings(request: Request, pk: UUID) -> HttpResponse:
    """All of them with what each may mean, the reading that would be filled chosen beforehand; one click settles them. Another meaning of
    one is looked for by words, in the address."""
    found = queries.request_for(request.post, pk)
    rights.check(request.post, "decide", found)
    data = request.POST if request.method == "POST" else None
    context = pages.readings(found, data, request.GET.dict(), get_language() or "")
    if request.method != "POST":
        return render(request, "requests/readings.html", context)
    if not context["form"].is_valid():
        raise errors.no_such_reading()
    made = actions.settle_readings(request.post, request=found, chosen=context["form"].chosen)
    onward = outgoing.tell(request.post, found, when=outgoing.SETTLED) if made else ""
    messages.success(request, _("Settled. What is not signed yet is filled again with it."))
    decides = actions.may_still_be_decided(found)
    return redirect(onward) if onward else redirect("requests:decide" if decides else "requests:request", pk)
