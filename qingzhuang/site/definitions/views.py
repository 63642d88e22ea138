"""Pages of definitions: the list, the comparison of two, and the choice of an area."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_GET, require_POST

from qingzhuang.site.definitions import actions, logic, queries
from qingzhuang.site.definitions.forms import CompareForm
from qingzhuang.site.kit.requests import Request, whole
from qingzhuang.tally import in_words


@require_GET
def index(request: Request) -> HttpResponse:
    """All definitions by word, as an area sees them."""
    area = queries.area_for(request.post, request.GET.get("area", ""))
    find, language = request.GET.get("q", "").strip()[:40], get_language() or ""
    found = queries.words_for(request.post, area, find, language)
    page = Paginator(found, 25).get_page(request.GET.get("page"))
    context = {"page": page, "find": find, "area": area, "may_choose": queries.may_choose(request.post, area)}
    if not page.has_next():  # after the last word
        context["tables"] = queries.tables_for(request.post, area, find, language)
    return render(request, "definitions/list.html", context)


@require_GET
def compare(request: Request) -> HttpResponse:
    """Two versions: both numbers, why they differ, and who is between them."""
    post, language = request.post, get_language() or ""
    area = queries.area_for(post, request.GET.get("area", ""))
    form = CompareForm(
        {"day": timezone.localdate().isoformat(), "area": area.code, **request.GET.dict()},
        areas=queries.areas_for(post), choices=pairs(language), language=language,
    )  # fmt: skip
    context = {"form": form, "area": area, "people": queries.may_see_people(post, area)}
    if "a" in request.GET and form.is_valid():
        said = form.cleaned_data
        number = whole(request.GET.get("page"), 1)
        found = actions.compare(
            post, a=said["a"], b=said["b"], area=area, day=said["day"], page=max(number, 1), question=said["question"]
        )
        asked = in_words(said["question"], logic.ENGINE_LANGUAGE.get(language, "zh-Hans")) if said["question"] else ""
        context |= {"found": found, "asked": asked, "page": Paginator(range(found.differing), logic.PAGE).get_page(number)}
    return render(request, "definitions/compare.html", context)


def pairs(language: str) -> list[tuple[str, list[tuple[str, str]]]]:
    """The versions to choose from, under their words."""
    return [
        (word.label, [(one.key, f"{one.text}（{one.key}）") for one in word.versions]) for word in logic.words({}, "", language)
    ]


@require_POST
def choose(request: Request) -> HttpResponse:
    """Take a version as the area's own, or take that back."""
    area = queries.area_for(request.post, request.POST.get("area", ""))
    key = request.POST.get("key", "")
    if "leave" in request.POST:
        actions.leave(request.post, key=key, area=area)
    else:
        actions.choose(request.post, key=key, area=area, reason=request.POST.get("reason", ""))
    return redirect(f"{reverse('definitions:index')}?area={area.code}&q={key.partition('@')[0]}")
