"""Suppliers of a file of payments, linked to the bundled lists of councils and landlords (ADR 0049)."""
