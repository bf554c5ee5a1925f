from django.apps import AppConfig


class MeasureConfig(AppConfig):
    name = "fourfold.measure"
    label = "measure"
    verbose_name = "Measure"
