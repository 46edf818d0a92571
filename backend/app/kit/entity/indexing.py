"""The search column of a table: its words as they are and their stems, each text with its weight. See `search` for how it is asked."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Column, Computed, Index, String
from sqlalchemy import text as sql
from sqlalchemy.dialects.postgresql import TSVECTOR


def searchable(table: Any, weights: Mapping[str, str]) -> None:
    """A generated tsvector of these columns (name → weight A to D); in the table, not in the mapper, so that it is never loaded.

    Beside the words as they are it holds their stems in the language of the organisation.
    `words` parts at every sign: the parser alone keeps an e-mail address in one piece and reads 2026 in INV-2026 as minus 2026.
    """
    table.append_column(Column("search_language", String(20), nullable=False, server_default=sql("org_language()")))
    parts = [
        f"setweight({vector}, '{weight}')"
        for name, weight in weights.items()
        for value in (f"coalesce({name}, '')",)
        for vector in (f"to_tsvector('simple'::regconfig, words({value}))", f"stems(search_language, {value})")
    ]
    column: Column[Any] = Column("search", TSVECTOR, Computed(" || ".join(parts), persisted=True))
    table.append_column(column)
    Index(f"ix_{table.name}_search", column, postgresql_using="gin")
