"""Pages of publishing: the list with the place to drop a file, one file with its findings, the copy, taking down."""

from __future__ import annotations

from datetime import timedelta
from pathlib import PurePath

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from qingzhuang.site.kit.downloads import attachment
from qingzhuang.site.kit.requests import Request
from qingzhuang.site.publishing import actions, queries
from qingzhuang.site.publishing.forms import FileForm


@require_http_methods(["GET", "POST"])
def notices(request: Request) -> HttpResponse:
    """The place to drop a file, and the notices that stand."""
    today = timezone.localdate()
    form = FileForm(request.POST or None, request.FILES or None, initial={"take_down": today + timedelta(days=actions.DAYS)})
    if request.method == "POST" and form.is_valid():
        said, file = form.cleaned_data, form.cleaned_data["file"]
        notice = actions.check_file(request.post, name=file.name, data=file.read(), place=said["place"],
                                    take_down=said["take_down"], keep=said["keep"])  # fmt: skip
        return redirect("publishing:notice", notice.pk)
    page = queries.notices_for(request.post, request.GET.get("page", "1"))
    context = {"form": form, "page": page, "today": today, "may_publish": queries.may_publish(request.post)}
    return render(request, "publishing/list.html", context)


@require_GET
def notice(request: Request, pk: int) -> HttpResponse:
    """One file: refused or not, what was found where, the copy."""
    found = queries.notice_for(request.post, pk)
    context = {"notice": found, "today": timezone.localdate(), "may_publish": queries.may_publish(request.post)}
    return render(request, "publishing/notice.html", context)


@require_POST
def copy(request: Request, pk: int) -> HttpResponse:
    """The covered copy to save."""
    found = queries.notice_for(request.post, pk)
    name = PurePath(found.name)
    return attachment(f"{name.stem}-公示版{name.suffix}", actions.fetch_copy(request.post, notice=found))


@require_POST
def take_down(request: Request, pk: int) -> HttpResponse:
    """The notice is down."""
    actions.take_down(request.post, notice=queries.notice_for(request.post, pk))
    messages.success(request, _("Noted: it is down. The copy was thrown away."))
    return redirect("publishing:notices")
