"""The page with the box: a question in words, and its answer."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_GET, require_POST

from qingzhuang.site.asking import actions, queries
from qingzhuang.site.asking.forms import AskForm, KeepForm, chosen_in
from qingzhuang.site.kit.requests import Request

EXAMPLES = (
    "60岁以上 女 低保 户数", "各网格 残疾人 一级 二级 名单", "本月新增 低保", "今年满80岁的老人名单", "按年龄段 党员", "退役军人名单 带电话和住址",
)  # fmt: skip


@require_GET
def page(request: Request) -> HttpResponse:
    """The box, and the answer where something was asked; the address can be kept and asked again."""
    post, today = request.post, timezone.localdate()
    area = queries.area_for(post, request.GET.get("area", ""))
    typed = {"day": today.isoformat(), **request.GET.dict(), "area": area.code}
    form = AskForm(typed if "q" in request.GET else None, areas=queries.areas_for(post), language=get_language() or "",
                   initial={"area": area.code, "day": today})  # fmt: skip
    context: dict[str, object] = {
        "form": form, "area": area, "means": request.GET.getlist("mean"), "examples": EXAMPLES, "teaches": queries.may_teach(post),
    }  # fmt: skip
    if form.is_bound and form.is_valid():
        said = form.cleaned_data
        context["found"] = actions.ask(
            post, words=said["q"], area=area, day=said["day"] or today, chosen=chosen_in(request.GET.getlist("mean"))
        )
        context["q"] = said["q"]
    return render(request, "asking/page.html", context)


@require_POST
def keep(request: Request) -> HttpResponse:
    """Choose for the office what a word means, or take that back; then the same question again."""
    post = request.post
    area = queries.area_for(post, request.POST.get("area", ""))
    form = KeepForm(request.POST, areas=queries.areas_for(post))
    if form.is_valid():
        said = form.cleaned_data
        if said["meaning"]:
            day = said["day"] or timezone.localdate()
            actions.keep(post, words=said["q"], area=area, day=day, word=said["word"], meaning=said["meaning"])
        else:
            actions.forget(post, word=said["word"])
    asked = {name: request.POST.get(name, "") for name in ("q", "area", "day")}
    return redirect(f"{reverse('asking:page')}?{urlencode(asked)}")
