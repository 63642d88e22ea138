from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "qingzhuang.site.portal"
    label = "portal"
