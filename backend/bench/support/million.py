"""Tasks of many organisations, loaded without indexes and triggers, as a restore would; and the SQL by hand for them."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import asyncpg

FILL = """
insert into tasks (org_id, id, title, description, due_on, priority, status, customer_id, version, search_language)
select $1, uuidv7(make_interval(secs => (i - $3) / 10.0)),
  initcap(a.w) || ' ' || b.w || ' ' || i, c.w || ' ' || a.w || ' ' || d.w || ' ' || b.w || ' ' || e.w || ' ' || c.w,
  case when i % 10 = 0 then null else date '2026-01-01' + (i * 7919 % 730)::int end,
  (array['normal', 'low', 'normal', 'high'])[1 + i % 4],
  (array['open', 'in_progress', 'done', 'open', 'cancelled'])[1 + i % 5], $2, 1, 'simple'
from generate_series(1, $3::bigint) i
join bench_words a on a.n = 1 + i * 7907 % $4::bigint join bench_words b on b.n = 1 + i * 104729 % $4::bigint
join bench_words c on c.n = 1 + i * 611953 % $4::bigint join bench_words d on d.n = 1 + i * 15485863 % $4::bigint
join bench_words e on e.n = 1 + i * 32452843 % $4::bigint"""
CUSTOMER = """
insert into customers (org_id, id, code, name, status, version)
values ($1, gen_random_uuid(), 'BENCH', 'Bench', 'active', 1) on conflict do nothing"""
FIRST = ("ba", "co", "du", "fe", "gi", "ha", "lo", "mi", "nu", "pe", "ra", "so")
MIDDLE = ("lan", "mer", "nis", "rat", "ton", "vel", "zur", "der", "kom", "pil", "sto", "wen")
WORDS = [f"{a}{b}{c}" for a in FIRST for b in MIDDLE for c in ("da", "er", "ing", "o", "us", "ia", "el", "ant")]
LIVE = "from tasks where org_id = $1 and deleted_at is null"
COLUMNS = """id, title, description, assignee_id assignee, due_on, priority, status, customer_id customer, invoice_id invoice, version,
  created_at, updated_at, deleted_at"""
BY_HAND = {
    "list": f"select {COLUMNS} {LIVE} order by id desc limit 51",
    "counted": f"select {COLUMNS}, (select count(*) {LIVE}) {LIVE} order by id desc limit 51",
    "page": f"select {COLUMNS} {LIVE} and priority = 'normal' and (due_on, id) < ($2, $3) order by due_on desc, id desc limit 51",
    "search": f"select {COLUMNS}, ts_rank(search, to_tsquery('simple', $2)) r {LIVE} and search @@ to_tsquery('simple', $2)"
    " order by r desc, id desc limit 51",
    "stats": f"select status, to_char(due_on, 'YYYY-MM') m, count(*), min(due_on), max(due_on) {LIVE}"
    " group by 1, 2 order by 1, 2 limit 200",
}
"""The same answers as one statement each, as somebody who knows the table would write them."""


class Tasks:
    """The table of tasks, as the owner of the database."""

    def __init__(self, url: str) -> None:
        self.url = url

    async def add(self, orgs: dict[Any, int]) -> None:
        """So many rows for each organisation, and indexes and statistics as good as new."""
        db = await asyncpg.connect(self.url, command_timeout=3600)
        try:
            if await db.fetchval("select to_regclass('bench_words')") is None:
                await db.execute("create table bench_words (n bigint primary key, w text not null)")
                await db.executemany("insert into bench_words values ($1, $2)", list(enumerate(WORDS, start=1)))
                await db.execute("analyze bench_words")
            async with _bare(db):
                for org, rows in orgs.items():
                    await db.execute(CUSTOMER, org)
                    customer = await db.fetchval("select id from customers where org_id = $1 and code = 'BENCH'", org)
                    await db.execute(FILL, org, customer, rows, len(WORDS))
            await db.execute("vacuum (analyze) tasks")
            await db.execute("checkpoint")
        finally:
            await db.close()


@asynccontextmanager
async def _bare(db: Any) -> AsyncIterator[None]:
    """Without secondary indexes and foreign keys: made again at the end, which is many times faster than keeping them."""
    indexes = await db.fetch(
        "select indexrelid::regclass::text as name, pg_get_indexdef(indexrelid) as made from pg_index"
        " where indrelid = 'tasks'::regclass and not indisprimary"
    )
    for index in indexes:
        await db.execute(f"drop index {index['name']}")
    await db.execute("set session_replication_role = replica")
    yield
    await db.execute("set session_replication_role = origin; set maintenance_work_mem = '256MB'")
    for index in indexes:
        await db.execute(index["made"])
