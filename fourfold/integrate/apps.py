from django.apps import AppConfig


class IntegrateConfig(AppConfig):
    name = "fourfold.integrate"
    label = "integrate"
    verbose_name = "Integrate"

    def ready(self) -> None:
        from fourfold.integrate import examination, handing_on, jobs, stairs

        stairs.register()
        jobs.register()
        handing_on.register()
        examination.register()
