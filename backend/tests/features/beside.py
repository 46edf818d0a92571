"""What tests of comments, attachments and watchers share."""

from typing import Any

import httpx

from app.kit.testing import Person
from tests.kit.entity.samples import customer, made

Json = dict[str, Any]


async def record(http: httpx.AsyncClient, **values: Any) -> Json:
    """A customer, as the words of `OfRecord`."""
    return {"record_type": "customers", "record_id": (await customer(http, name="Ernst Händel", **values))["id"]}


async def said(http: httpx.AsyncClient, of: Json, body: str = "Looks **good**", mentions: list[Person] | None = None) -> Json:
    """A comment that was made."""
    return await made(http, "/comments", {**of, "body": body, "mentions": [p.id for p in mentions or []]})


async def bell(http: httpx.AsyncClient) -> list[Json]:
    """What a person was told, newest first."""
    answer = await http.get("/notifications")
    assert answer.status_code == 200, answer.text
    items: list[Json] = answer.json()["items"]
    return items


async def got(http: httpx.AsyncClient, path: str, **query: Any) -> Json:
    """An answer that must come."""
    answer = await http.get(path, params=query)
    assert answer.status_code == 200, answer.text
    found: Json = answer.json()
    return found
