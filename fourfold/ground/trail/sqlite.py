"""The trail's triggers for the embedded database, and the functions they call.

Who, why and for whom come from functions that each connection registers. A program that opens the file without them can
read; its writes fail with "no such function".
"""

from __future__ import annotations

import hashlib
import secrets
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django_scopes import get_scope

from fourfold.ground.trail.declaration import declaration
from fourfold.ground.trail.trailed import INHERITANCES

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator

    from fourfold.ground.trail.trailed import TrailedTable

NO_ACTOR = "no actor declared: changes are made within declared(...) or change(...)"
NOT_OWN = "the row belongs to another organisation than the tenant of the moment"
KEPT = "the row is in use and stays as it was written: supersede it"
CLOSED = "what the row would belong to is in use and stays as it was written: supersede it"
NOT_INHERITED = "a row keeps its owner, unless its root was inherited by a successor"
APPEND_ONLY = "the trail is append-only"
NOT_AN_ERASURE = "of the trail''s values nothing can change, but they can be erased once, salt and all"


def prepare(connection: Any) -> None:
    """Registers the functions, and lets REPLACE fire the triggers of the rows that it removes."""
    functions: list[tuple[str, int, Callable[..., Any]]] = [
        ("fourfold_person", 0, lambda: what.person if (what := declaration()) else None),
        ("fourfold_organisation", 0, lambda: what.organisation if (what := declaration()) else None),
        ("fourfold_request", 0, lambda: what.request if (what := declaration()) else ""),
        ("fourfold_reason", 0, lambda: what.reason if (what := declaration()) else ""),
        ("fourfold_tenant", 0, lambda: get_scope().get("tenant")),
        ("fourfold_today", 0, lambda: timezone.localdate().isoformat()),
        ("fourfold_salt", 0, lambda: secrets.token_hex(16)),
        ("fourfold_now", 0, lambda: datetime.now(tz=UTC).strftime("%Y-%m-%d %H:%M:%S.%f")),
        ("fourfold_sha256", 1, lambda text: hashlib.sha256(text.encode()).hexdigest()),
    ]
    for name, arguments, function in functions:
        connection.create_function(name, arguments, function)
    connection.execute("PRAGMA recursive_triggers = ON")


def drop_all(cursor: Any) -> None:
    for name in installed(cursor):
        cursor.execute(f"DROP TRIGGER {_quoted(name)}")


def installed(cursor: Any) -> set[str]:
    cursor.execute(
        "SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'fourfold\\_%' ESCAPE '\\'"
    )
    return {name for (name,) in cursor.fetchall()}


def expected(table: str) -> set[str]:
    return {f"fourfold_{operation}_{table}" for operation in ("insert", "update", "delete")}


EXPECTED_OF_THE_TRAIL = {
    "fourfold_keep_entry_from_update",
    "fourfold_keep_entry_from_delete",
    "fourfold_keep_link_from_update",
    "fourfold_keep_link_from_delete",
    "fourfold_keep_value_from_update",
    "fourfold_keep_value_from_delete",
    "fourfold_note_erasure",
}


def of_table(table: TrailedTable, present: Collection[str]) -> Iterator[str]:
    """`present` are the tables that stand: a half migrated database knows of no inheritance, so nothing is inherited."""
    for operation in ("insert", "update", "delete"):
        when = ""
        if operation == "update":
            when = f"WHEN {' OR '.join(_differs(column) for column in table.columns)}\n"
        yield (
            f"CREATE TRIGGER {_quoted(f'fourfold_{operation}_{table.name}')}\n"
            f"AFTER {operation.upper()} ON {_quoted(table.name)} FOR EACH ROW\n{when}"
            f"BEGIN\n{_refusals(table, operation, present)}{_entry(table, operation)}END"
        )


def of_the_trail() -> Iterator[str]:
    for short, table in (("entry", "ground_trailentry"), ("link", "ground_traillink")):
        for operation in ("update", "delete"):
            yield (
                f"CREATE TRIGGER fourfold_keep_{short}_from_{operation} BEFORE {operation.upper()} ON {table}\n"
                f"BEGIN SELECT RAISE(ABORT, '{APPEND_ONLY}'); END"
            )
    yield (
        "CREATE TRIGGER fourfold_keep_value_from_delete BEFORE DELETE ON ground_trailvalue\n"
        f"BEGIN SELECT RAISE(ABORT, '{APPEND_ONLY}'); END"
    )
    yield (
        "CREATE TRIGGER fourfold_keep_value_from_update BEFORE UPDATE ON ground_trailvalue\n"
        "WHEN NOT (OLD.erased_at IS NULL AND NEW.erased_at IS NOT NULL AND NEW.content = '' AND NEW.salt = ''\n"
        "  AND NEW.entry_id = OLD.entry_id)\n"
        f"BEGIN SELECT RAISE(ABORT, '{NOT_AN_ERASURE}'); END"
    )
    yield (
        "CREATE TRIGGER fourfold_note_erasure AFTER UPDATE ON ground_trailvalue\n"
        "BEGIN\n"
        f"SELECT RAISE(ABORT, '{NO_ACTOR}') WHERE fourfold_reason() = '';\n"
        f"SELECT RAISE(ABORT, '{NOT_OWN}') WHERE fourfold_tenant() IS NOT -1;\n"
        + _write(
            content="'{}'",
            owner="(SELECT owner FROM ground_trailentry WHERE id = NEW.entry_id)",
            other_owner="(SELECT other_owner FROM ground_trailentry WHERE id = NEW.entry_id)",
            table="ground_trailvalue",
            row="NEW.entry_id",
            operation="erase",
            columns="'content,salt'",
        )
        + "END"
    )


def _refusals(table: TrailedTable, operation: str, present: Collection[str]) -> str:
    lines = f"SELECT RAISE(ABORT, '{NO_ACTOR}') WHERE fourfold_reason() = '';\n"
    if table.wall:
        sides = {"insert": ("NEW",), "update": ("OLD", "NEW"), "delete": ("OLD",)}[operation]
        foreign = " OR ".join(f"fourfold_tenant() IS NOT {side}.{_quoted(table.owner)}" for side in sides)
        lines += f"SELECT RAISE(ABORT, '{NOT_OWN}') WHERE fourfold_tenant() IS NOT -1 AND ({foreign});\n"
        if operation == "update":
            moved = f"OLD.{_quoted(table.owner)} IS NOT NEW.{_quoted(table.owner)}"
            lines += f"SELECT RAISE(ABORT, '{NOT_INHERITED}') WHERE {moved} AND NOT ({_inherited(table, present)});\n"
    return lines + _kept(table, operation)


def _kept(table: TrailedTable, operation: str) -> str:
    others = [column for column in table.columns if column not in {table.owner, "version"}]
    changed = "1"
    if operation == "update":
        changed = " OR ".join(_differs(column) for column in others if column not in table.may_change)
        changed += "".join(
            f" OR ({_differs(column)} AND NOT ({condition}))"
            for column, condition in table.may_change.items()
        )
    lines = ""
    if table.kept_while and operation != "insert" and not (operation == "delete" and table.may_be_removed):
        lines += f"SELECT RAISE(ABORT, '{KEPT}') WHERE ({changed}) AND ({table.kept_while});\n"
    if table.closed_while and operation != "delete":
        lines += f"SELECT RAISE(ABORT, '{CLOSED}') WHERE ({changed}) AND ({table.closed_while});\n"
    return lines


def _inherited(table: TrailedTable, present: Collection[str]) -> str:
    """True where it is written down that the successor of the row's owner inherited its root, and nothing else changes."""
    if table.wall != "owned" or table.name == INHERITANCES or INHERITANCES not in present:
        return "0"
    others = [column for column in table.columns if column not in {table.owner, "version"}]
    same = " AND ".join(f"NOT ({_differs(column)})" for column in others)
    return (
        f"{same} AND EXISTS (SELECT 1 FROM {INHERITANCES} i JOIN ground_succession s ON s.id = i.succession_id"
        " WHERE i.root = OLD.root AND i.predecessor_id = OLD.owner_id AND i.owner_id = NEW.owner_id"
        " AND s.predecessor_id = OLD.owner_id AND s.successor_id = NEW.owner_id"
        " AND (s.entered_by_id IS NULL OR s.agreed_on IS NOT NULL)"
        ' AND s."on" <= fourfold_today())'
    )


def _entry(table: TrailedTable, operation: str) -> str:
    side = "OLD" if operation == "delete" else "NEW"
    owner = f"{side}.{_quoted(table.owner)}" if table.owner else "NULL"
    other_owner = f"{side}.{_quoted(table.other_owner)}" if table.other_owner else "NULL"
    if operation == "update" and table.owner:
        # A row that changes hands stands in both chains.
        before = f"OLD.{_quoted(table.owner)}"
        other_owner = f"CASE WHEN {before} IS NOT {owner} THEN {before} ELSE {other_owner} END"
    shown = [column for column in table.columns if column not in table.left_out]
    values = _joined(
        [(column, f"{_text(_json(column))} || ':' || {_pair(table, column, operation)}") for column in shown],
        operation,
    )
    columns = _joined([(column, _text(column)) for column in table.columns], operation)
    return _write(
        content=f"'{{' || {values} || '}}'",
        owner=owner,
        other_owner=other_owner,
        table=table.name,
        row=f"{side}.{_quoted(table.primary_key)}",
        operation=operation,
        columns=columns,
    )


def _write(
    *, content: str, owner: str, other_owner: str, table: str, row: str, operation: str, columns: str
) -> str:
    """The values first: content and salt are made once, and the entry's digest is taken of what was stored."""
    return (
        "INSERT INTO ground_trailvalue (entry_id, salt, content, erased_at)\n"
        f"VALUES (COALESCE((SELECT MAX(id) FROM ground_trailentry), 0) + 1, fourfold_salt(), {content}, NULL);\n"
        "INSERT INTO ground_trailentry (id, at, person, organisation, request, reason, owner, other_owner,\n"
        '  "table", "row", operation, columns, digest)\n'
        "SELECT entry_id, fourfold_now(), fourfold_person(), fourfold_organisation(), fourfold_request(),\n"
        f"  fourfold_reason(), {owner}, {other_owner}, {_text(table)}, {row}, '{operation}', {columns},\n"
        "  fourfold_sha256(salt || content)\n"
        "FROM ground_trailvalue WHERE rowid = last_insert_rowid();\n"
    )


def _joined(parts: list[tuple[str, str]], operation: str) -> str:
    """The parts with commas between; of an update those whose column changed."""
    if not parts:
        return "''"
    pieces = [
        f"CASE WHEN {_differs(column)} THEN ',' || {part} ELSE '' END"
        if operation == "update"
        else f"',' || {part}"
        for column, part in parts
    ]
    return f"SUBSTR({' || '.join(pieces)}, 2)"


def _pair(table: TrailedTable, column: str, operation: str) -> str:
    before = "'null'" if operation == "insert" else _value(table, column, "OLD")
    after = "'null'" if operation == "delete" else _value(table, column, "NEW")
    return f"'[' || {before} || ',' || {after} || ']'"


def _value(table: TrailedTable, column: str, side: str) -> str:
    """The value as JSON text: decimals with all their places, times in UTC, truth values by name."""
    value = f"{side}.{_quoted(column)}"
    match table.kinds[column]:
        case "BooleanField":
            return f"CASE WHEN {value} IS NULL THEN 'null' WHEN {value} THEN 'true' ELSE 'false' END"
        case "DecimalField":
            return f"CASE WHEN {value} IS NULL THEN 'null' ELSE PRINTF('%.{table.decimal_places[column]}f', {value}) END"
        case "DateTimeField":
            return f"JSON_QUOTE(REPLACE({value}, ' ', 'T') || 'Z')"
        case "JSONField":
            return f"COALESCE(JSON({value}), 'null')"
        case _:
            return f"JSON_QUOTE({value})"


def _differs(column: str) -> str:
    return f"OLD.{_quoted(column)} IS NOT NEW.{_quoted(column)}"


def _json(name: str) -> str:
    return f'"{name}"'


def _text(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
