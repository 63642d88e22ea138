"""Kinds: what may be issued, what must not, and what the area drew itself."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from qingzhuang.site.certificates import actions, pages, queries, rights
from qingzhuang.site.certificates.forms import DrawForm
from qingzhuang.site.kit.requests import Request


@require_GET
def kinds(request: Request) -> HttpResponse:
    """The lists that hold here, with their clauses; drawn kinds with who drew and who checked them."""
    area, may_draw = request.post.area, rights.may(request.post, "draw", request.post)
    drawn = [(row, row.told["title"]["zh-Hans"]) for row in queries.drawn_for(request.post)]
    items = [queries.item_words(item) for item in queries.listing_in(area).items.values()]
    context = {"kinds": pages.kind_lines(area), "items": items, "drawn": drawn, "may_draw": may_draw, "version": queries.listing_in(area).version,
               "notes": queries.notes_of(area)}  # fmt: skip
    return render(request, "certificates/kinds.html", context)


@require_http_methods(["GET", "POST"])
def draw(request: Request) -> HttpResponse:
    """A kind of one's own: a text with places in braces."""
    rights.check(request.post, "draw", request.post)
    file = request.FILES.get("form")
    if request.method == "POST" and file is not None:
        draft = actions.read_form(request.post, name=file.name or "", data=file.read())
        return render(request, "certificates/draw.html", {"form": DrawForm(initial={"title": draft.title, "text": draft.text})})
    form = DrawForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        made = actions.draw_kind(request.post, drawn=form.drawn)
        messages.success(request, _("Drawn. A second person has to check it before it can be issued."))
        return redirect("certificates:kind", made.pk)
    return render(request, "certificates/draw.html", {"form": form})


@require_http_methods(["GET", "POST"])
def kind(request: Request, pk: int) -> HttpResponse:
    """One drawn kind: how it was understood; checked by a second person, or retired."""
    found = queries.drawn_kind_for(request.post, pk)
    if request.method == "POST":
        (actions.retire_kind if request.POST.get("do") == "retire" else actions.check_kind)(request.post, kind=found)
        messages.success(request, _("Done."))
        return redirect("certificates:kinds")
    context = pages.drawn(found) | {
        "may_draw": rights.may(request.post, "draw", found),
        "may_check": rights.may(request.post, "issue", found),
    }
    return render(request, "certificates/kind.html", context | {"own": found.drawn_by.person_id == request.post.person_id})
