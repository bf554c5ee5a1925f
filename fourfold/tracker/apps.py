from django.apps import AppConfig


class TrackerConfig(AppConfig):
    name = "fourfold.tracker"
    label = "tracker"
    verbose_name = "Tracker"

    def ready(self) -> None:
        from fourfold.tracker import jobs

        jobs.register()
