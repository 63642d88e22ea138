from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "qingzhuang.site.audit"
    label = "audit"
