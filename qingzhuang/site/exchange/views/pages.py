"""The page of tokens, and the description of the interface in plain words."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from qingzhuang.site.exchange import actions, queries
from qingzhuang.site.exchange.forms import TokenForm
from qingzhuang.site.exchange.logic.scopes import USE, scopes_of
from qingzhuang.site.exchange.views.api import api
from qingzhuang.site.exchange.wording import call_words, scope_words
from qingzhuang.site.kit.requests import Request


@require_http_methods(["GET", "POST"])
@never_cache
def tokens(request: Request) -> HttpResponse:
    """The tokens of the area; a new one is shown once, on the page that answers."""
    page = queries.tokens_for(request.post, request.GET.get("page", "1"))
    form = TokenForm(request.POST or None, offered=scopes_of(request.post.rights), posts=queries.posts_to_act_for(request.post))
    made = actions.make_token(request.post, **form.cleaned_data) if form.is_valid() else None
    if made:
        page, form = queries.tokens_for(request.post), None
    lines = [(token, [scope_words(scope) for scope in token.scopes]) for token in page]
    context = {"page": page, "lines": lines, "form": form, "made": made, "today": timezone.localdate()}
    return render(request, "exchange/tokens.html", context)


@require_POST
def end_token(request: Request, pk: int) -> HttpResponse:
    token = actions.end_token(request.post, pk=pk)
    messages.success(request, _("The token “%(name)s” opens nothing any more.") % {"name": token.name})
    return redirect("exchange:tokens")


@require_GET
def description(request: Request) -> HttpResponse:
    """What a program can ask, read off the same OpenAPI description that programs get."""
    if not request.post.may(USE):
        raise Http404
    schema = api.get_openapi_schema()
    calls = [
        {
            "method": method.upper(),
            "path": path,
            "words": call_words(told["operationId"].rsplit("_", 1)[-1]),
            "parameters": told.get("parameters", []),
        }
        for path, methods in schema["paths"].items()
        for method, told in methods.items()
    ]
    return render(request, "exchange/description.html", {"calls": calls})
