"""Pages of a figure: what it means and why it changed, and who is behind it."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_GET

from qingzhuang.site.figures import actions, errors, queries
from qingzhuang.site.figures.forms import FigureForm
from qingzhuang.site.figures.queries import Asked
from qingzhuang.site.kit.requests import Request
from qingzhuang.tally import QuestionError

ENGINE_LANGUAGE = {"zh-hans": "zh-Hans", "zh-hant": "zh-Hant"}


@require_GET
def figure(request: Request) -> HttpResponse:
    """One figure: question in words, definition, number by place, and the way from an earlier day."""
    asked = _asked(request)
    try:
        found = actions.explain(request.post, asked=asked, language=ENGINE_LANGUAGE.get(get_language() or "", "en"))
    except QuestionError as error:
        raise errors.no_figure() from error
    return render(
        request, "figures/figure.html", {"found": found, "asked": asked, "form": FigureForm(initial={"since": asked.since})}
    )


@require_GET
def records(request: Request) -> HttpResponse:
    """Who is behind it, covered; each look is in the log."""
    asked = _asked(request)
    context = {"behind": actions.show_records(request.post, asked=asked), "asked": asked, "back": request.GET.urlencode()}
    return render(request, "figures/records.html#found" if request.htmx else "figures/records.html", context)


def _asked(request: Request) -> Asked:
    area, form = queries.area_for(request.post, request.GET.get("area", "")), FigureForm(request.GET)
    if not form.is_valid():
        raise errors.no_figure()
    said = form.cleaned_data
    return Asked(said["question"], area, said["day"], said["period"], said["since"] if said["since"] < said["day"] else None)
