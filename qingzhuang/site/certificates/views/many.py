"""Many papers at once: the list, how far it has come, the zip."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from qingzhuang.site.certificates import actions, background, pages, queries, wording
from qingzhuang.site.certificates.forms import BatchForm, wish_of
from qingzhuang.site.kit.downloads import attachment
from qingzhuang.site.kit.requests import Request


@require_http_methods(["GET", "POST"])
@never_cache
def many(request: Request) -> HttpResponse:
    """Paste a column of ID numbers or names, choose the paper and the body."""
    form = BatchForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        made = actions.begin_batch(request.post, lines=form.cleaned_data["lines"].splitlines(), wish=wish_of(request.POST))
        background.work_through.enqueue(made.pk)
        return redirect("certificates:batch", made.pk)
    kinds = [(kind.id, wording.pair(kind.title)) for kind in queries.kinds_in(request.post.area).values() if not kind.asked]
    batches = [(one, wording.paper_words(one.kind)) for one in queries.batches_for(request.post)]
    return render(request, "certificates/many.html", {"form": form, "kinds": kinds, "batches": batches})


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
