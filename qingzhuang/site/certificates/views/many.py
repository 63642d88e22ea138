"""Many papers at once: the list, how far it has come, the zip."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from qingzhuang.site.certificates import actions, background, pages, queries, wording
from qingzhuang.site.certificates.forms import BatchForm, wish_of
from qingzhuang.site.kit import sheets
from qingzhuang.site.kit.downloads import attachment
from qingzhuang.site.kit.requests import Request


@require_http_methods(["GET", "POST"])
@never_cache
def many(request: Request) -> HttpResponse:
    """Paste a column of ID numbers or names, or send a filled list; choose the paper and the body."""
    form = BatchForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        wish, file = wish_of(request.POST), form.cleaned_data["file"]
        if file:
            wanted = actions.read_list(request.post, what=wish.what, name=file.name, data=file.read())
        else:
            wanted = actions.of_lines(form.cleaned_data["lines"].splitlines())
        made = actions.begin_batch(request.post, wanted=wanted, wish=wish)
        background.work_through.enqueue(made.pk)
        return redirect("certificates:batch", made.pk)
    kinds = pages.kinds_for_lists(request.post.area)
    batches = [(one, wording.paper_words(one.kind)) for one in queries.batches_for(request.post)]
    return render(request, "certificates/many.html", {"form": form, "kinds": kinds, "batches": batches})


@require_GET
def empty_list(request: Request, what: str) -> HttpResponse:
    """A list to fill in, with a column for everything that a paper asks."""
    found = [one for one in pages.kinds_for_lists(request.post.area) if one.name == what]
    if not found or not request.post.may("see_facts"):
        raise Http404
    head = [_("ID number"), _("Name"), *found[0].columns]
    return attachment(f"{found[0].title}.xlsx", sheets.as_xlsx([head]))


@require_GET
@never_cache
def batch(request: Request, pk: int) -> HttpResponse:
    """How far it has come, and what stands in the way of single lines; htmx asks for the bar alone."""
    found = queries.batch_for(request.post, pk)
    context = pages.batch(found)
    if request.htmx and not context["at_work"]:
        return HttpResponse(headers={"HX-Refresh": "true"})
    return render(request, "certificates/batch.html#progress" if request.htmx else "certificates/batch.html", context)


@require_GET
@never_cache
def batch_file(request: Request, pk: int) -> HttpResponse:
    """All papers of a batch as one file."""
    found = queries.batch_for(request.post, pk)
    return attachment(f"{wording.paper_words(found.kind)} {found.pk}.zip", actions.batch_file(request.post, batch=found))
