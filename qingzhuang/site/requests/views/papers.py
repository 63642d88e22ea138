"""Papers that residents are sent for: who asks, how much of it is needless, and the button that makes a demand of it."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from qingzhuang.site.kit.requests import Request
from qingzhuang.site.requests import actions, queries


@require_http_methods(["GET", "POST"])
def papers(request: Request) -> HttpResponse:
    """The counts of the register of certificates; one line of it becomes a demand."""
    if request.method == "POST":
        made = actions.register_paper(request.post, name=request.POST.get("name", "")[:160])
        return redirect("requests:request", made.pk)
    return render(request, "requests/papers.html", {"lines": queries.papers_asked_for(request.post)})
