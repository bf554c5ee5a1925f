"""Puts the trail's triggers, and on PostgreSQL the row-level security, on every table: after each migration anew.

Django rebuilds a table of the embedded database to change it, and the new one has no triggers. So all are dropped before
a migration and made again after it, from the models as they then are.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db import connections, transaction
from django.db.backends.signals import connection_created
from django.db.models.signals import post_migrate, pre_migrate

from fourfold.ground.trail import postgresql, sqlite
from fourfold.ground.trail.trailed import columns_present, tables_present, trailed_models, trailed_table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.db.backends.base.base import BaseDatabaseWrapper

_TABLES_OF_THE_TRAIL = {"ground_trailentry", "ground_trailvalue", "ground_traillink"}


def connect() -> None:
    ground = apps.get_app_config("ground")
    connection_created.connect(_prepare, dispatch_uid="fourfold.trail")
    # One sender is enough: Django tells every app, and by the time of the first all tables stand.
    pre_migrate.connect(_before_migration, sender=ground, dispatch_uid="fourfold.trail")
    post_migrate.connect(_after_migration, sender=ground, dispatch_uid="fourfold.trail")


def install(connection: BaseDatabaseWrapper) -> None:
    """Makes every trigger and policy anew. Does nothing where the trail's own tables do not stand yet."""
    present = tables_present(connection)
    if not present >= _TABLES_OF_THE_TRAIL:
        return
    tables = [
        trailed_table(model, columns_present(connection, model._meta.db_table))
        for model in trailed_models()
        if model._meta.db_table in present
    ]
    with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            postgresql.drop_all(cursor)
            for statement in postgresql.statements(tables):
                cursor.execute(statement)
        else:
            sqlite.drop_all(cursor)
            for table in tables:
                for statement in sqlite.of_table(table, present):
                    cursor.execute(statement)
            for statement in sqlite.of_the_trail():
                cursor.execute(statement)


def uninstall(connection: BaseDatabaseWrapper) -> None:
    """Takes the triggers away. The wall stays up on PostgreSQL: until `install`, only maintenance sees walled rows."""
    with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            postgresql.drop_all(cursor)
            for statement in postgresql.maintenance_only(cursor):
                cursor.execute(statement)
        else:
            sqlite.drop_all(cursor)


@contextmanager
def suspended(connection: BaseDatabaseWrapper) -> Iterator[None]:
    """Within, changes leave no trail. For tests that empty all tables; nothing else has a reason."""
    uninstall(connection)
    try:
        yield
    finally:
        install(connection)


def missing(connection: BaseDatabaseWrapper) -> list[str]:
    """The triggers and policies that ought to stand on this database and do not, by name."""
    engine = postgresql if connection.vendor == "postgresql" else sqlite
    present = tables_present(connection)
    wanted = set(engine.EXPECTED_OF_THE_TRAIL)
    for model in trailed_models():
        if model._meta.db_table in present:
            wanted |= engine.expected(model._meta.db_table)
            if connection.vendor == "postgresql" and bool(getattr(model, "wall", None)):
                wanted |= postgresql.expected_wall(model._meta.db_table)
            if connection.vendor == "postgresql" and bool(getattr(model, "kept_while", None)):
                wanted |= postgresql.expected_kept(model._meta.db_table)
    with connection.cursor() as cursor:
        return sorted(wanted - engine.installed(cursor))


def _prepare(connection: BaseDatabaseWrapper, **_: Any) -> None:
    if connection.vendor == "sqlite":
        sqlite.prepare(connection.connection)


def _before_migration(using: str, **_: Any) -> None:
    uninstall(connections[using])


def _after_migration(using: str, **_: Any) -> None:
    install(connections[using])
