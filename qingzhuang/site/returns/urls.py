from django.urls import path

from qingzhuang.site.returns.views import returns, rounds, versions

app_name = "returns"
urlpatterns = [
    path("", returns.owed, name="owed"),
    path("newer/", returns.newer, name="newer"),
    path("verify/", versions.verify, name="verify"),
    path("rounds/", rounds.every, name="rounds"),
    path("of/<uuid:pk>/", rounds.of_request, name="of_request"),
    path("of/<uuid:pk>/view.xlsx", rounds.view, name="view"),
    path("rounds/begin/<uuid:pk>/", rounds.begin, name="begin"),
    path("of/<uuid:pk>/forms/<int:number>/use/", rounds.use_form, name="use_form"),
    path("rounds/<uuid:pk>/", rounds.show, name="round"),
    path("rounds/<uuid:pk>/files.zip", rounds.files, name="files"),
    path("rounds/<uuid:pk>/progress/", rounds.progress, name="progress"),
    path("rounds/<uuid:pk>/go-on/", rounds.go_on, name="go_on"),
    path("rounds/<uuid:pk>/lock/", rounds.lock, name="lock"),
    path("rounds/<uuid:pk>/reopen/", rounds.reopen, name="reopen"),
    path("rounds/<uuid:pk>/regroup/", rounds.regroup, name="regroup"),
    path("<uuid:pk>/", returns.show, name="show"),
    path("<uuid:pk>/sign/", returns.sign, name="sign"),
    path("<uuid:pk>/confirm/<int:blank>/", returns.confirm, name="confirm"),
    path("<uuid:pk>/answer/", returns.answer, name="answer"),
    path("<uuid:pk>/explain/", returns.explain, name="explain"),
    path("<uuid:pk>/hand-back/", returns.hand_back, name="hand_back"),
    path("<uuid:pk>/correct/", returns.correct, name="correct"),
    path("<uuid:pk>/versions/<int:number>/", versions.version, name="version"),
    path("<uuid:pk>/versions/<int:number>/file/", versions.file, name="file"),
    path("<uuid:pk>/versions/<int:number>/manifest.json", versions.manifest, name="manifest"),
    path("<uuid:pk>/versions/<int:number>/cells/<str:cell>/", versions.cell, name="cell"),
    path("<uuid:pk>/versions/<int:number>/cells/<str:cell>/records/", versions.records, name="records"),
]
