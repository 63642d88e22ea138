"""The page for backups."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from qingzhuang.site.backup import actions, errors, queries
from qingzhuang.site.kit.requests import Request


@require_http_methods(["GET", "POST"])
def backups(request: Request) -> HttpResponse:
    """Sticks that are plugged in with the backups on them; one click makes another."""
    places = queries.places_for(request.post)
    if request.method == "GET":
        return render(request, "backup/backups.html", {"places": places})
    wanted = request.POST.get("place", "")
    chosen = next((place for place in places if str(place.path) == wanted), None)
    if chosen is None:
        raise errors.no_such_place(wanted[:60])
    made = actions.make_backup(request.post, folder=chosen.path, passphrase=request.POST.get("passphrase", ""))
    messages.success(
        request, _("The backup %(name)s is on the stick and was checked. It may be taken out.") % {"name": made.name}
    )
    return redirect("backup:backups")
