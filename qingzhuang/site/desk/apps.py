from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "qingzhuang.site.desk"
    label = "desk"
