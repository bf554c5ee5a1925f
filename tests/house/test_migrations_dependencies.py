"""A storey's migrations wait for those of the storeys below, never for those above."""

from __future__ import annotations

from django.db.migrations.loader import MigrationLoader

from tests.house.test_relations import STOREYS


def test_migrations_depend_level_or_down() -> None:
    loader = MigrationLoader(None, ignore_no_migrations=True)
    ours = {key: migration for key, migration in loader.disk_migrations.items() if key[0] in STOREYS}
    upward = [
        f"{app}.{name} waits for {other}.{earlier}"
        for (app, name), migration in ours.items()
        for other, earlier in (*migration.dependencies, *((key[0], app) for key in migration.run_before))
        if other in STOREYS and STOREYS.index(other) > STOREYS.index(app)
    ]

    assert {app for app, _name in ours} >= {"ground"}
    assert upward == []


def test_each_storey_has_one_latest_migration() -> None:
    conflicts = MigrationLoader(None, ignore_no_migrations=True).detect_conflicts()

    assert conflicts == {}
