"""Pages of forms: bring, look, decide, choose for whom, download, delete."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from qingzhuang.site.kit.downloads import attachment
from qingzhuang.site.kit.errors import Refusal
from qingzhuang.site.kit.requests import Request
from qingzhuang.site.reports import actions, errors, logic, pages, queries, rights
from qingzhuang.site.reports.forms import DecisionForm, ScopeForm, UploadForm


@require_POST
def bring(request: Request) -> HttpResponse:
    """Take in a form and show it; what is wrong with it is said on its own page."""
    form = UploadForm(request.POST, request.FILES, areas=queries.areas_for(request.post))
    if getattr(request, "too_large", False):
        raise errors.too_large(settings.UPLOAD_LIMIT)
    if not form.is_valid():
        raise errors.no_file()
    file = form.cleaned_data["file"]
    review = actions.bring_form(
        request.post, name=file.name, data=file.read(),
        area_code=form.cleaned_data["area"], as_of=form.cleaned_data["as_of"],
    )  # fmt: skip
    return redirect("reports:review", review.pk)


@require_GET
def history(request: Request) -> HttpResponse:
    if not request.post.may("see_form"):
        raise Http404
    return render(request, "reports/history.html", {"reviews": queries.reviews_for(request.post)})


@require_GET
def review(request: Request, pk: UUID) -> HttpResponse:
    """The form as on paper, with the panel of one blank."""
    return pages.paper(request, queries.review_for(request.post, pk))


@require_GET
def blank(request: Request, pk: UUID, number: int) -> HttpResponse:
    """The panel of one blank, for htmx; without scripts the whole page with it."""
    found = queries.review_for(request.post, pk)
    if not request.htmx:
        return redirect(f"{pages.address(found)}?blank={number}")
    return pages.panel_part(request, found, number)


@require_POST
def decide(request: Request, pk: UUID) -> HttpResponse:
    """Right, means …, not ours, or typed: then on to the next blank to settle."""
    found = queries.review_for(request.post, pk)
    form = DecisionForm(request.POST)
    if not form.is_valid():
        raise errors.no_such_blank()
    said = form.cleaned_data
    try:
        actions.decide(
            request.post, review=found, number=said["blank"], verb=logic.Verb(said["verb"]),
            concept=said["concept"], typed=said["typed"],
        )  # fmt: skip
    except Refusal as refusal:
        return pages.after(request, found, said["blank"], refusal)
    return pages.after(request, found, said["blank"], forward=True)


@require_POST
def who(request: Request, pk: UUID, table: int) -> HttpResponse:
    """Who a table is about."""
    found = queries.review_for(request.post, pk)
    actions.say_who(request.post, review=found, table=table, population=request.POST.get("population", ""))
    return redirect("reports:review", pk)


@require_GET
def populations(request: Request, pk: UUID, table: int) -> HttpResponse:
    """Groups of people or places for some words."""
    found = queries.review_for(request.post, pk)
    words = request.GET.get("words", "")[:100]
    context = {"review": found, "table": table, "words": words, "populations": pages.populations(request, found, table, words)}
    return render(request, "reports/review.html#populations" if request.htmx else "reports/populations.html", context)


@require_POST
def take_back(request: Request, pk: UUID) -> HttpResponse:
    found = queries.review_for(request.post, pk)
    key = actions.take_back(request.post, review=found)
    number = pages.number_of(request, found, key)
    return pages.after(request, found, number)


def as_list(request: Request, pk: UUID) -> HttpResponse:
    """Every blank in a list with radio buttons and one button to send them all."""
    found = queries.review_for(request.post, pk)
    if request.method != "POST":
        return pages.listed(request, found)
    refusals = []
    for said in pages.answers_in(request.POST):
        try:
            actions.decide(request.post, review=found, **said)
        except Refusal as refusal:
            refusals.append(refusal)
    if refusals:
        return pages.listed(request, queries.review_for(request.post, pk), refusals)
    return redirect("reports:list", pk)


@require_GET
def meanings(request: Request, pk: UUID, number: int) -> HttpResponse:
    """Meanings of the vocabulary for some words."""
    found = queries.review_for(request.post, pk)
    words = request.GET.get("words", "")[:100]
    panel = pages.panel_of(request, found, number)
    context = {"review": found, "panel": panel, "words": words, "meanings": pages.offered(found, words, panel.counts)}
    return render(request, "reports/review.html#meanings" if request.htmx else "reports/meanings.html", context)


@require_GET
def records(request: Request, pk: UUID, number: int) -> HttpResponse:
    """Who stands behind a value, masked; each look is in the log."""
    found = queries.review_for(request.post, pk)
    behind = actions.show_records(request.post, review=found, number=number)
    context = {"review": found, "records": behind, "panel": pages.panel_of(request, found, number)}
    return render(request, "reports/review.html#records" if request.htmx else "reports/records.html", context)


@require_GET
def versions(request: Request, pk: UUID, number: int) -> HttpResponse:
    """What a figure comes to by the other versions of its definition."""
    found = queries.review_for(request.post, pk)
    work = queries.work_for(request.post, found)
    listed = queries.versions_for(request.post, found, work, number, get_language() or "")
    context = {"review": found, "versions": listed, "panel": pages.panel_of(request, found, number)}
    return render(request, "reports/review.html#versions" if request.htmx else "reports/versions.html", context)


@require_POST
def scope(request: Request, pk: UUID) -> HttpResponse:
    """For which area and day the form is filled."""
    found = queries.review_for(request.post, pk)
    form = ScopeForm(request.POST, areas=queries.areas_for(request.post))
    if form.is_valid():
        said = form.cleaned_data
        period = (said["period_from"], said["period_to"])
        actions.set_scope(
            request.post, review=found, area_code=said["area"], as_of=said["as_of"], period=period,
            todays_facts=said["todays_facts"],
        )  # fmt: skip
    return redirect("reports:review", pk)


def subjects(request: Request, pk: UUID) -> HttpResponse:
    """Search for whom a card is, and choose one or many."""
    found = queries.review_for(request.post, pk)
    if request.method == "POST":
        actions.choose_subjects(request.post, review=found, keys=request.POST.getlist("key"))
        return redirect("reports:review", pk)
    words = request.GET.get("who", "")[:60]
    offered = actions.search_subjects(request.post, review=found, words=words) if words.strip() else []
    context = {"review": found, "words": words, "offered": offered, "chosen": queries.chosen_for(request.post, found)}
    return render(request, "reports/review.html#offered" if request.htmx else "reports/subjects.html", context)


@require_POST
def fill(request: Request, pk: UUID) -> HttpResponse:
    """Make the filled file and hand it out."""
    found = queries.review_for(request.post, pk)
    filled = actions.fill(request.post, review=found)
    return attachment(filled.name, actions.hand_out(request.post, filled=filled))


@require_GET
def download(request: Request, pk: UUID, number: int) -> HttpResponse:
    """A file made earlier."""
    filled = queries.filled_for(request.post, pk, number)
    return attachment(filled.name, actions.hand_out(request.post, filled=filled))


@require_GET
def original(request: Request, pk: UUID) -> HttpResponse:
    """The file as it came."""
    found = queries.review_for(request.post, pk)
    return attachment(found.file_name, queries.original_for(request.post, found))


@require_GET
def explain(request: Request, pk: UUID, kind: str) -> HttpResponse:
    """Every number with its question: as a page to print, or as JSON."""
    return pages.explained(request, queries.review_for(request.post, pk), kind)


def delete(request: Request, pk: UUID) -> HttpResponse:
    found = queries.review_for(request.post, pk)
    if request.method != "POST":
        rights.check(request.post, "delete", found)
        return render(request, "reports/delete.html", {"review": found})
    actions.delete_review(request.post, review=found)
    pages.say(request, _("The form was deleted. What it taught is kept."))
    return redirect("reports:history")


@require_POST
def forget(request: Request, pk: UUID, number: int) -> HttpResponse:
    """Unlearn one thing."""
    found = queries.review_for(request.post, pk)
    actions.forget(request.post, review=found, lesson_number=number)
    return redirect("reports:about", pk)


@require_GET
def about(request: Request, pk: UUID) -> HttpResponse:
    """Where a form came from, its fingerprint, what was learned and made of it."""
    return pages.about(request, queries.review_for(request.post, pk))
