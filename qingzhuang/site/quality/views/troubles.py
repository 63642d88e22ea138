"""What is to be mended: the groups of a community, the records of a group, and the clicks that mend."""

from __future__ import annotations

from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from qingzhuang.site.kit.requests import Request, whole
from qingzhuang.site.quality import actions, pages, queries, wording


@require_GET
@never_cache
def index(request: Request) -> HttpResponse:
    """The groups of a community, what forms ask for first; above a community the list of those below."""
    area = queries.area_for(request.post, request.GET.get("area", ""))
    context: dict[str, object] = {"area": area, "communities": queries.communities_for(request.post)}
    if queries.is_small(area):
        kinds = queries.kinds_for(request.post, area)
        context["kinds"] = [(kind, wording.kind_words(kind), many, asked, certain) for kind, many, asked, certain in kinds]
    return render(request, "quality/troubles.html", context)


@require_GET
@never_cache
def kind(request: Request, kind: str) -> HttpResponse:
    """The records of one group."""
    area = queries.area_for(request.post, request.GET.get("area", ""))
    page = actions.show_troubles(request.post, area=area, kind=kind, page=request.GET.get("page", "1"))
    lines = pages.lines(request.post, list(page.object_list))
    context = {"area": area, "kind": kind, "title": wording.kind_words(kind), "page": page, "lines": lines}
    return render(request, "quality/kind.html", {**context, "certain": any(line.trouble.mend for line in lines)})


@require_POST
def mend(request: Request) -> HttpResponse:
    """One click of the page of a group."""
    area = queries.area_for(request.post, request.POST.get("area", ""))
    said, number, name = request.POST.get("do", ""), request.POST.get("record", ""), request.POST.get("kind", "")
    one = {"area": area, "record": whole(number), "sign": request.POST.get("sign", "")}
    if said == "all":
        count = actions.mend_all(request.post, area=area, kind=name)
        messages.success(request, _("Mended: %(count)s. The history of each record shows it.") % {"count": count})
    elif said == "merge":
        actions.merge(request.post, **one)
        messages.success(request, _("The two records are one now."))
    elif said == "aside":
        actions.set_aside(request.post, reason=request.POST.get("reason", ""), **one)
        messages.success(request, _("Set aside."))
    else:
        actions.mend(request.post, by_number=said == "number", **one)
        messages.success(request, _("Mended."))
    return redirect(f"{reverse('quality:kind', args=[name or 'id_written'])}?{urlencode({'area': area.code})}")
