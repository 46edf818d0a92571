"""Search in the organisation's language, what is marked, and the work that indexes records anew."""

from typing import Any

import pytest

from app.kit.testing import Organisation
from app.kit.testing.work import worked_off
from tests.kit.entity.samples import Json, listed, made

TEXTS = {
    "houses": "Die Häuser am See", "house": "Das Haus im Wald", "run": "They were running late", "runner": "A runner comes",
    "the": "the other one",
}  # fmt: skip


@pytest.fixture
async def filled(org: Organisation) -> Organisation:
    """Tasks whose descriptions hold words in several forms."""
    for title, text in TEXTS.items():
        await made(org.admin.http, "/tasks", {"title": f"T-{title}", "description": text})
    return org


async def speak(org: Organisation, language: str) -> Json:
    """Choose the language; the finished work."""
    answer = await org.admin.http.put(f"/organizations/{org.id}/language", json={"language": language})
    assert answer.status_code == 200 and answer.json()["language"] == language, answer.text
    return await worked_off(org.product, org.admin.http, answer.json()["operation_id"])


async def found(org: Organisation, q: str) -> set[str]:
    return {t["title"].removeprefix("T-") for t in await listed(org.admin.http, "/tasks", q=q)}


async def test_other_forms_are_found_in_the_language_of_the_organisation(filled: Organisation) -> None:
    before = (await listed(filled.admin.http, "/tasks", q="T-houses"))[0]
    assert await found(filled, "hauser") == {"houses"} and await found(filled, "run") == {"run", "runner"}
    assert await found(filled, "runs") == set()
    german = await speak(filled, "german")
    assert german["status"] == "completed" and german["result"] == {"records": 5} and german["progress"] == 1.0
    assert await found(filled, "Häuser") == await found(filled, "haus") == await found(filled, "Hauses") == {"house", "houses"}
    await made(filled.admin.http, "/tasks", {"title": "T-new", "description": "Hinter den Häusern"})
    assert await found(filled, "haus") == {"house", "houses", "new"}
    assert (await listed(filled.admin.http, "/tasks", q="T-houses"))[0] == before
    await speak(filled, "english")
    assert await found(filled, "runs") == {"run"} and await found(filled, "haus wald") == {"house"}
    assert await found(filled, "the") == {"the", "run"}  # "They" begins like it; a word that stemming drops is found as it is


async def test_the_language_is_the_organisations_own(filled: Organisation, other_org: Organisation) -> None:
    await speak(filled, "german")
    await made(other_org.admin.http, "/tasks", {"title": "T-other", "description": "Die Häuser am See"})
    assert await found(other_org, "Hauses") == set() and await found(filled, "Hauses") == {"house", "houses"}
    path = f"/organizations/{filled.id}/language"
    assert (await filled.admin.http.get(path)).json()["language"] == "german"
    assert (await filled.admin.http.put(path, json={"language": "german"})).json()["operation_id"] is None
    assert (await filled.admin.http.put(path, json={"language": "klingon"})).status_code == 422
    assert (await (await filled.client("user")).put(path, json={"language": "dutch"})).status_code == 403
    assert (await other_org.admin.http.get(path)).status_code == 404


async def marked(org: Organisation, q: str, **more: Any) -> list[dict[str, list[str]]]:
    """Per record: field -> the texts that are marked."""
    items = await listed(org.admin.http, "/tasks", q=q, highlight="true", **more)
    return [{field: [m["text"] for m in marks if m["hit"]] for field, marks in item["highlights"].items()} for item in items]


async def test_hits_are_marked_as_texts(org: Organisation) -> None:
    http = org.admin.http
    await speak(org, "german")
    await made(http, "/tasks", {"title": "<b>Häuser</b> & more", "description": "x " * 400 + "das HAUS, ein Haustier" + " y" * 400})
    assert await marked(org, "haus") == [{"title": ["Häuser"], "description": ["HAUS", "Haustier"]}]
    assert await marked(org, "haus more") == [{"title": ["Häuser", "more"], "description": ["HAUS", "Haustier"]}]
    [item] = await listed(http, "/tasks", q="haus", highlight="true")
    assert "".join(m["text"] for m in item["highlights"]["title"]) == "<b>Häuser</b> & more"
    excerpt = "".join(m["text"] for m in item["highlights"]["description"])
    assert excerpt.startswith("…") and excerpt.endswith("…") and "das HAUS, ein Haustier" in excerpt and len(excerpt) < 300
    assert "highlights" not in (await listed(http, "/tasks", q="haus"))[0]
    assert "highlights" not in (await listed(http, "/tasks", highlight="true"))[0]
    assert await marked(org, "haus", fields="title") == [{"title": ["Häuser"]}]
