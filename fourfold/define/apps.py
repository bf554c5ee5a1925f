from django.apps import AppConfig


class DefineConfig(AppConfig):
    name = "fourfold.define"
    label = "define"
    verbose_name = "Define"
