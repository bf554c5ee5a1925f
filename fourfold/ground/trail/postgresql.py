"""The trail's triggers for PostgreSQL, and row-level security: the second wall behind the scopes.

Who, why and for whom are settings of the transaction (`fourfold.person`, `.organisation`, `.request`, `.reason`,
`.tenant`). Row-level security is forced, so that the role that owns the tables is held by it as well; that role must not
be a superuser. The trail's own tables take rows from triggers whoever the tenant is, and show them to their owners only.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings

from fourfold.ground.trail.trailed import INHERITANCES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from fourfold.ground.trail.trailed import TrailedTable

EXPECTED_OF_THE_TRAIL = {
    *(
        f"fourfold_{rule} on ground_{table}"
        for table in ("trailentry", "trailvalue", "traillink")
        for rule in ("keep", "read", "add")
    ),
    "fourfold_keep_value on ground_trailvalue",
    "fourfold_by_trigger on ground_trailentry",
    "fourfold_by_trigger on ground_trailvalue",
    "fourfold_note_erasure on ground_trailvalue",
    "fourfold_erase on ground_trailvalue",
}

# Once per query instead of once per row: a subquery without outside references is planned as one.
_TENANT = "(SELECT fourfold_tenant())"


def installed(cursor: Any) -> set[str]:
    """What stands and is enabled; a policy counts only where its table's security is on and forced."""
    cursor.execute(
        "SELECT t.tgname || ' on ' || c.relname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid"
        " WHERE NOT t.tgisinternal AND t.tgenabled IN ('O', 'A') AND c.relnamespace = current_schema::regnamespace"
        " UNION ALL SELECT p.polname || ' on ' || c.relname FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid"
        " WHERE c.relrowsecurity AND c.relforcerowsecurity AND c.relnamespace = current_schema::regnamespace",
    )
    return {name for (name,) in cursor.fetchall()}


def expected(table: str) -> set[str]:
    return {f"fourfold_trail on {table}"}


def expected_kept(table: str) -> set[str]:
    return {f"fourfold_kept on {table}"}


def expected_wall(table: str) -> set[str]:
    return {f"fourfold_{rule} on {table}" for rule in ("read", "add", "change", "remove", "hands")}


def drop_all(cursor: Any) -> None:
    for name, table in _triggers(cursor):
        cursor.execute(f"DROP TRIGGER {_quoted(name)} ON {_quoted(table)}")
    for name, table in _policies(cursor):
        cursor.execute(f"DROP POLICY {_quoted(name)} ON {_quoted(table)}")


def maintenance_only(cursor: Any) -> list[str]:
    """While a migration runs: walled tables open to maintenance alone, by a policy that names no column."""
    cursor.execute(
        "SELECT relname FROM pg_class WHERE relrowsecurity AND relkind = 'r' AND relnamespace = current_schema::regnamespace",
    )
    return [
        f"CREATE POLICY fourfold_maintenance ON {_quoted(table)} USING ({_TENANT} = -1) WITH CHECK ({_TENANT} = -1)"
        for (table,) in cursor.fetchall()
    ]


def statements(tables: Iterable[TrailedTable]) -> Iterator[str]:
    yield from _functions()
    yield from _of_the_trail()
    for table in tables:
        arguments = ", ".join(
            _text(argument)
            for argument in (
                table.primary_key,
                table.owner,
                table.other_owner,
                ",".join(sorted(table.left_out)),
            )
        )
        yield (
            f"CREATE TRIGGER fourfold_trail AFTER INSERT OR UPDATE OR DELETE ON {_quoted(table.name)}"
            f" FOR EACH ROW EXECUTE FUNCTION fourfold_trail({arguments})"
        )
        if table.wall:
            yield from _wall(table)
        if table.kept_while:
            yield from _kept(table)


def _kept(table: TrailedTable) -> Iterator[str]:
    """Whoever the tenant is, a row that is in use stays as it was written; it may change hands, and nothing else."""
    function = _quoted(f"fourfold_kept_{table.name}")
    removed = "RETURN OLD;" if table.may_be_removed else "NULL;"
    others = "".join(f" - {_text(column)}" for column in ("owner_id", "version", *table.may_change))
    same = f"to_jsonb(OLD){others} = to_jsonb(NEW){others}" + "".join(
        f" AND (OLD.{_quoted(column)} IS NOT DISTINCT FROM NEW.{_quoted(column)} OR {condition})"
        for column, condition in table.may_change.items()
    )
    yield f"""
CREATE OR REPLACE FUNCTION {function}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN {removed} ELSIF TG_OP = 'UPDATE' AND {same} THEN RETURN NEW;
    END IF;
    IF TG_OP <> 'INSERT' AND ({table.kept_while}) THEN
        RAISE EXCEPTION 'the row is in use and stays as it was written: supersede it'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF TG_OP <> 'DELETE' AND ({table.closed_while or "false"}) THEN
        RAISE EXCEPTION 'what the row would belong to is in use and stays as it was written: supersede it'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    RETURN NEW;
END $$"""
    yield (
        f"CREATE TRIGGER fourfold_kept BEFORE INSERT OR UPDATE OR DELETE ON {_quoted(table.name)}"
        f" FOR EACH ROW EXECUTE FUNCTION {function}()"
    )


def _functions() -> Iterator[str]:
    yield (
        "CREATE OR REPLACE FUNCTION fourfold_tenant() RETURNS bigint LANGUAGE sql STABLE AS"
        " $$ SELECT nullif(current_setting('fourfold.tenant', true), '')::bigint $$"
    )
    yield (
        "CREATE OR REPLACE FUNCTION fourfold_today() RETURNS date LANGUAGE sql STABLE AS"
        f" $$ SELECT (now() AT TIME ZONE {_text(settings.TIME_ZONE)})::date $$"
    )
    yield """
CREATE OR REPLACE FUNCTION fourfold_write(
    content text, of_owner bigint, of_other_owner bigint, of_table text, of_row bigint, operation text, columns text
) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    reason text := coalesce(current_setting('fourfold.reason', true), '');
    salt text := replace(gen_random_uuid()::text, '-', '');
    entry bigint;
BEGIN
    IF reason = '' THEN
        RAISE EXCEPTION 'no actor declared: changes are made within declared(...) or change(...)'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    -- Before the number is taken, so that whoever chains can wait for everyone who has one.
    LOCK TABLE ground_trailentry IN ROW EXCLUSIVE MODE;
    entry := nextval(pg_get_serial_sequence('ground_trailentry', 'id'));
    INSERT INTO ground_trailentry (id, at, person, organisation, request, reason, owner, other_owner,
        "table", "row", operation, columns, digest)
    VALUES (entry, clock_timestamp(), nullif(current_setting('fourfold.person', true), '')::bigint,
        nullif(current_setting('fourfold.organisation', true), '')::bigint,
        coalesce(current_setting('fourfold.request', true), ''), reason, of_owner, of_other_owner,
        of_table, of_row, operation, columns, encode(sha256(convert_to(salt || content, 'UTF8')), 'hex'));
    INSERT INTO ground_trailvalue (entry_id, salt, content, erased_at) VALUES (entry, salt, content, NULL);
END $$"""
    yield """
CREATE OR REPLACE FUNCTION fourfold_trail() RETURNS trigger LANGUAGE plpgsql SET timezone = 'UTC' AS $$
DECLARE
    before jsonb := '{}';
    after jsonb := '{}';
    present jsonb;
    primary_key text := TG_ARGV[0];
    owner_column text := TG_ARGV[1];
    other_owner_column text := TG_ARGV[2];
    left_out text[] := string_to_array(TG_ARGV[3], ',');
    name text;
    names text[] := '{}';
    parts text[] := '{}';
    of_owner bigint;
    of_other_owner bigint;
BEGIN
    IF TG_OP <> 'INSERT' THEN before := to_jsonb(OLD); END IF;
    IF TG_OP <> 'DELETE' THEN after := to_jsonb(NEW); END IF;
    present := CASE WHEN TG_OP = 'DELETE' THEN before ELSE after END;
    FOR name IN SELECT key FROM jsonb_object_keys(present) AS key ORDER BY key COLLATE "C" LOOP
        IF TG_OP <> 'UPDATE' OR (before -> name) IS DISTINCT FROM (after -> name) THEN
            names := names || name;
            IF NOT name = ANY (left_out) THEN
                parts := parts || (to_json(name)::text || ':[' || coalesce((before -> name)::text, 'null') || ','
                    || coalesce((after -> name)::text, 'null') || ']');
            END IF;
        END IF;
    END LOOP;
    IF cardinality(names) = 0 THEN RETURN NULL; END IF;
    of_owner := (present ->> owner_column)::bigint;
    of_other_owner := (present ->> other_owner_column)::bigint;
    -- A row that changes hands stands in both chains.
    IF TG_OP = 'UPDATE' AND (before ->> owner_column) IS DISTINCT FROM (after ->> owner_column) THEN
        of_other_owner := (before ->> owner_column)::bigint;
    END IF;
    PERFORM fourfold_write('{' || array_to_string(parts, ',') || '}', of_owner, of_other_owner, TG_TABLE_NAME::text,
        (present ->> primary_key)::bigint, lower(TG_OP), array_to_string(names, ','));
    RETURN NULL;
END $$"""
    # Whoever the tenant is: a row changes hands only where it is written down that its root was inherited by the
    # successor of its owner, and nothing else about it changes then.
    yield """
CREATE OR REPLACE FUNCTION fourfold_hands() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_ARGV[0] = 'owned' AND to_jsonb(OLD) - 'owner_id' - 'version' = to_jsonb(NEW) - 'owner_id' - 'version'
        AND EXISTS (SELECT 1 FROM ground_inheritance i JOIN ground_succession s ON s.id = i.succession_id
            WHERE i.root = to_jsonb(OLD) ->> 'root' AND i.predecessor_id = OLD.owner_id AND i.owner_id = NEW.owner_id
            AND s.predecessor_id = OLD.owner_id AND s.successor_id = NEW.owner_id
            AND (s.entered_by_id IS NULL OR s.agreed_on IS NOT NULL)
            AND s."on" <= fourfold_today()) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'a row keeps its owner, unless its root was inherited by a successor'
        USING ERRCODE = 'integrity_constraint_violation';
END $$"""
    yield """
CREATE OR REPLACE FUNCTION fourfold_keep() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the trail is append-only' USING ERRCODE = 'integrity_constraint_violation';
END $$"""
    yield """
CREATE OR REPLACE FUNCTION fourfold_by_trigger() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF pg_trigger_depth() < 2 THEN
        RAISE EXCEPTION 'the trail is written by the triggers of other tables alone'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$"""
    yield """
CREATE OR REPLACE FUNCTION fourfold_keep_value() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.erased_at IS NULL AND NEW.erased_at IS NOT NULL AND NEW.content = ''
        AND NEW.salt = '' AND NEW.entry_id = OLD.entry_id THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'of the trail''s values nothing can change, but they can be erased once, salt and all'
        USING ERRCODE = 'integrity_constraint_violation';
END $$"""
    yield """
CREATE OR REPLACE FUNCTION fourfold_note_erasure() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    about ground_trailentry;
BEGIN
    SELECT * INTO about FROM ground_trailentry WHERE id = NEW.entry_id;
    PERFORM fourfold_write('{}', about.owner, about.other_owner, 'ground_trailvalue', NEW.entry_id, 'erase',
        'content,salt');
    RETURN NULL;
END $$"""


def _of_the_trail() -> Iterator[str]:
    # By statement, so that a change which row-level security lets find no row is refused aloud as well.
    for table, refused in (
        ("trailentry", "UPDATE OR DELETE OR TRUNCATE"),
        ("traillink", "UPDATE OR DELETE OR TRUNCATE"),
        ("trailvalue", "DELETE OR TRUNCATE"),
    ):
        yield (
            f"CREATE TRIGGER fourfold_keep BEFORE {refused} ON ground_{table}"
            " FOR EACH STATEMENT EXECUTE FUNCTION fourfold_keep()"
        )
        yield from _forced(f"ground_{table}")
    yield (
        "CREATE TRIGGER fourfold_keep_value BEFORE UPDATE ON ground_trailvalue"
        " FOR EACH ROW EXECUTE FUNCTION fourfold_keep_value()"
    )
    for table in ("trailentry", "trailvalue"):
        yield (
            f"CREATE TRIGGER fourfold_by_trigger BEFORE INSERT ON ground_{table}"
            " FOR EACH ROW EXECUTE FUNCTION fourfold_by_trigger()"
        )
        yield f"CREATE POLICY fourfold_add ON ground_{table} FOR INSERT WITH CHECK (true)"
    yield (
        "CREATE TRIGGER fourfold_note_erasure AFTER UPDATE ON ground_trailvalue"
        " FOR EACH ROW EXECUTE FUNCTION fourfold_note_erasure()"
    )
    yield (
        "CREATE POLICY fourfold_read ON ground_trailentry FOR SELECT"
        f" USING ({_TENANT} = -1 OR owner = {_TENANT} OR other_owner = {_TENANT})"
    )
    # The entry's own policy decides: a value is seen by those who see its entry.
    yield (
        "CREATE POLICY fourfold_read ON ground_trailvalue FOR SELECT"
        f" USING ({_TENANT} = -1 OR EXISTS (SELECT 1 FROM ground_trailentry e WHERE e.id = entry_id))"
    )
    yield (
        "CREATE POLICY fourfold_erase ON ground_trailvalue FOR UPDATE"
        f" USING ({_TENANT} = -1) WITH CHECK ({_TENANT} = -1)"
    )
    yield (
        "CREATE POLICY fourfold_read ON ground_traillink FOR SELECT"
        f" USING ({_TENANT} = -1 OR owner = {_TENANT})"
    )
    yield f"CREATE POLICY fourfold_add ON ground_traillink FOR INSERT WITH CHECK ({_TENANT} = -1)"


def _wall(table: TrailedTable) -> Iterator[str]:
    """The predicate of `organisations.tenancy.visible_to`, and that only the owner writes."""
    name = _quoted(table.name)
    own = f"{_TENANT} = -1 OR {name}.owner_id = {_TENANT}"
    if table.wall == "share":
        # A Share is seen by both sides of it, and one with everyone by every tenant; without a tenant by nobody.
        visible = f"{own} OR {name}.organisation_id = {_TENANT} OR ({name}.organisation_id IS NULL AND {_TENANT} IS NOT NULL)"
    else:
        visible = (
            f"{own} OR EXISTS (SELECT 1 FROM ground_share s WHERE s.thing = {name}.root AND s.owner_id = {name}.owner_id"
            f" AND (s.organisation_id = {_TENANT} OR s.organisation_id IS NULL) AND s.revoked_at IS NULL"
            " AND s.from_day <= (SELECT fourfold_today())"
            " AND (s.until_day IS NULL OR s.until_day >= (SELECT fourfold_today())))"
        )
    yield from _forced(table.name)
    yield f"CREATE POLICY fourfold_read ON {name} FOR SELECT USING ({visible})"
    yield f"CREATE POLICY fourfold_add ON {name} FOR INSERT WITH CHECK ({own})"
    yield f"CREATE POLICY fourfold_change ON {name} FOR UPDATE USING ({own}) WITH CHECK ({own})"
    yield f"CREATE POLICY fourfold_remove ON {name} FOR DELETE USING ({own})"
    # What says who inherited is itself never handed on.
    kind = "kept" if table.name == INHERITANCES else table.wall
    yield (
        f"CREATE TRIGGER fourfold_hands BEFORE UPDATE ON {name} FOR EACH ROW"
        " WHEN (OLD.owner_id IS DISTINCT FROM NEW.owner_id)"
        f" EXECUTE FUNCTION fourfold_hands({_text(kind)})"
    )


def _forced(table: str) -> Iterator[str]:
    yield f"ALTER TABLE {_quoted(table)} ENABLE ROW LEVEL SECURITY"
    yield f"ALTER TABLE {_quoted(table)} FORCE ROW LEVEL SECURITY"


def _triggers(cursor: Any) -> list[tuple[str, str]]:
    cursor.execute(
        "SELECT t.tgname, c.relname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid"
        " WHERE t.tgname LIKE 'fourfold\\_%%' AND NOT t.tgisinternal"
        " AND c.relnamespace = current_schema::regnamespace",
        [],
    )
    return [(name, table) for name, table in cursor.fetchall()]


def _policies(cursor: Any) -> list[tuple[str, str]]:
    cursor.execute(
        "SELECT p.polname, c.relname FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid"
        " WHERE p.polname LIKE 'fourfold\\_%%' AND c.relnamespace = current_schema::regnamespace",
        [],
    )
    return [(name, table) for name, table in cursor.fetchall()]


def _text(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
