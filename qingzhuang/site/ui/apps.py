from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "qingzhuang.site.ui"
    label = "ui"
