"""Addresses of the site: each area brings its own."""

from django.urls import include, path

urlpatterns = [
    path("", include("qingzhuang.site.desk.urls")),
    path("", include("qingzhuang.site.accounts.urls")),
    path("forms/", include("qingzhuang.site.reports.urls")),
    path("figures/", include("qingzhuang.site.figures.urls")),
    path("ask/", include("qingzhuang.site.asking.urls")),
    path("returns/", include("qingzhuang.site.returns.urls")),
    path("requests/", include("qingzhuang.site.requests.urls")),
    path("publish/", include("qingzhuang.site.publishing.urls")),
    path("definitions/", include("qingzhuang.site.definitions.urls")),
    path("events/", include("qingzhuang.site.events.urls")),
    path("facts/", include("qingzhuang.site.quality.urls")),
    path("certificates/", include("qingzhuang.site.certificates.urls")),
    path("", include("qingzhuang.site.portal.urls")),
    path("ledger/", include("qingzhuang.site.ledger.urls")),
    path("backup/", include("qingzhuang.site.backup.urls")),
    path("imports/", include("qingzhuang.site.imports.urls")),
    path("", include("qingzhuang.site.exchange.urls")),
    path("log/", include("qingzhuang.site.audit.urls")),
    path("samples/", include("qingzhuang.site.demo.urls")),
    path("language/", include("qingzhuang.site.ui.urls")),
]
handler400 = "qingzhuang.site.ui.views.not_here"
handler404 = "qingzhuang.site.ui.views.not_found"
handler500 = "qingzhuang.site.ui.views.broken"
