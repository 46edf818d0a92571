"""What PostgreSQL says of a schema: everything that a migration makes, in an order that does not depend on how it was made."""

import re
from typing import Any

PARTS = {
    "columns": """
        select c.relname, a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull, a.attgenerated,
               pg_get_expr(d.adbin, d.adrelid)
        from pg_attribute a join pg_class c on c.oid = a.attrelid left join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum
        where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace and a.attnum > 0 and not a.attisdropped""",
    "constraints": """
        select c.relname, k.conname, pg_get_constraintdef(k.oid) from pg_constraint k join pg_class c on c.oid = k.conrelid
        where c.relnamespace = 'public'::regnamespace and k.contype <> 'n'""",
    "indexes": "select tablename, indexname, indexdef from pg_indexes where schemaname = 'public'",
    "policies": "select tablename, policyname, roles::text, cmd, qual, with_check from pg_policies where schemaname = 'public'",
    "tables": """
        select relname, relrowsecurity, relforcerowsecurity, obj_description(oid, 'pg_class'),
               (select array_agg(x order by x) from unnest(relacl::text[]) x)
        from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace""",
    "functions": "select proname, prosrc from pg_proc where pronamespace = 'public'::regnamespace and probin is null",
}


async def catalogue(connection: Any, table: str = "") -> dict[str, list[str]]:
    """The lines of each part; of one table if it is named. `connection` is asyncpg's."""
    found = {part: sorted(str(tuple(row)) for row in await connection.fetch(query)) for part, query in PARTS.items()}
    # A check over words comes back with its casts in other places once it was read from the catalogue and written again.
    found["constraints"] = sorted(re.sub(r"::(text|character varying)(\[\])?|[()]", "", line) for line in found["constraints"])
    return {part: [line for line in lines if f"'{table}'," in line] for part, lines in found.items()} if table else found
