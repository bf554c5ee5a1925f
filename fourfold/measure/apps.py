from django.apps import AppConfig


class MeasureConfig(AppConfig):
    name = "fourfold.measure"
    label = "measure"
    verbose_name = "Measure"

    def ready(self) -> None:
        from fourfold.measure import handing_on, handover, stairs

        stairs.register()
        handover.register()
        handing_on.register()
