"""What the database itself keeps as it was written: everything that stands in a version that was adopted.

Conditions for `kept_while` (of the row OLD, as it stands) and `closed_while` (of the row NEW, as it would).
"""

from __future__ import annotations


def of_the_policy(row: str) -> str:
    return _stood("define_policyversion v", f"v.policy_id = {row}.id")


def in_the_version(row: str) -> str:
    return _stood("define_policyversion v", f"v.id = {row}.policy_version_id")


def below_the_priority(row: str) -> str:
    return _stood(
        "define_policyversion v JOIN define_priority p ON p.policy_version_id = v.id",
        f"p.id = {row}.priority_id",
    )


def below_the_outcome(row: str) -> str:
    return _stood(
        "define_policyversion v JOIN define_priority p ON p.policy_version_id = v.id"
        " JOIN define_outcome o ON o.priority_id = p.id",
        f"o.id = {row}.outcome_id",
    )


def below_the_principle(row: str) -> str:
    return _stood(
        "define_policyversion v JOIN define_principle p ON p.policy_version_id = v.id",
        f"p.id = {row}.principle_id",
    )


def of_two_versions(row: str) -> str:
    """The value would stand behind an outcome of another version, which no version's text could say."""
    return (
        "NOT EXISTS (SELECT 1 FROM define_principle v JOIN define_priority p ON p.policy_version_id = v.policy_version_id"  # noqa: S608  (names of ours)
        f" JOIN define_outcome o ON o.priority_id = p.id WHERE v.id = {row}.principle_id AND o.id = {row}.outcome_id)"
    )


def _stood(tables: str, which: str) -> str:
    return f"EXISTS (SELECT 1 FROM {tables} WHERE {which} AND v.state IN ('adopted', 'superseded'))"  # noqa: S608  (names of ours)
