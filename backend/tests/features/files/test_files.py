"""Uploads: what is taken, what is refused, who sees it, what a browser can do with it, and that nothing stays that nobody took."""

import gzip
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest

from app.features.files.jobs import remove_unclaimed
from app.kit.core import files
from app.kit.core.access import Actor
from app.kit.core.context import work
from app.kit.core.errors import Invalid
from app.kit.core.uploads import Uploads
from app.kit.testing import Organisation, Product, started

PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 40
PDF = b"%PDF-1.7\n" + b"x" * 40
PLACE = {"entity": "invoices", "field": "scan"}


async def sent(http: httpx.AsyncClient, name: str = "scan.png", content: bytes = PNG, kind: str = "text/html") -> httpx.Response:
    return await http.post("/files", files={"file": (name, content, kind)})


async def upload(http: httpx.AsyncClient, name: str = "scan.png", content: bytes = PNG) -> dict[str, Any]:
    answer = await sent(http, name, content)
    assert answer.status_code == 201, answer.text
    made: dict[str, Any] = answer.json()
    return made


async def test_an_upload_is_what_its_content_says(org: Organisation) -> None:
    made = await upload(org.admin.http)
    assert (made["name"], made["content_type"], made["size"]) == ("scan.png", "image/png", len(PNG))
    shown = await org.admin.http.get(f"/files/{made['id']}")
    assert shown.json() == made
    content = await org.admin.http.get(f"/files/{made['id']}/content")
    assert content.content == PNG and content.headers["content-type"] == "image/png"


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("page.pdf", b"<html><script>alert(1)</script>", "wrong_content"),
        ("tool.png", b"MZ\x90\0" + b"\0" * 60, "wrong_content"),
        ("note.txt", b"MZ\x90\0\0\0", "wrong_content"),
        ("page.html", b"<html>", "wrong_type"),
        ("run.exe", b"MZ\x90\0", "wrong_type"),
        ("script.js", b"alert(1)", "wrong_type"),
        ("nothing", b"hello", "wrong_type"),
        ("empty.txt", b"", "value_error"),
    ],
)
async def test_what_is_not_taken_leaves_nothing(org: Organisation, product: Product, name: str, content: bytes, why: str) -> None:
    answer = await sent(org.admin.http, name, content, "image/png")
    assert answer.status_code == 422 and answer.json()["errors"][0]["type"] == why, answer.text
    assert list(files.folder(product.kit.settings, UUID(org.id)).iterdir()) == []


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/pass wd.txt", "pass wd.txt"),
        ("..\\..\\win.txt", "win.txt"),
        ("C:\\temp\\a.txt", "a.txt"),
        ("line\u2028break\u202egnp.txt", "linebreakgnp.txt"),
        ("x" * 300 + ".txt", "x" * 196 + ".txt"),
        ("...hidden.txt", "hidden.txt"),
    ],
)
async def test_names_are_only_shown(org: Organisation, given: str, kept: str) -> None:
    assert (await upload(org.admin.http, given, b"hello"))["name"] == kept


async def test_a_name_can_not_write_a_header(org: Organisation) -> None:
    made = await upload(org.admin.http, "a;\u00fc' filename=evil.txt", b"hello")
    answer = await org.admin.http.get(f"/files/{made['id']}/content")
    assert answer.headers["content-disposition"] == "attachment; filename*=utf-8''a%3B%C3%BC%27%20filename%3Devil.txt"


@pytest.mark.parametrize(
    ("name", "content", "way"),
    [
        ("a.png", PNG, "inline"),
        ("a.svg", b"<svg onload='alert(1)'/>", "attachment"),
        ("a.txt", b"<script>alert(1)</script>", "attachment"),
        ("a.pdf", PDF, "attachment"),
        ("a.gz", gzip.compress(b"x", mtime=0), "attachment"),
    ],
)
async def test_a_browser_can_do_nothing_with_it(org: Organisation, name: str, content: bytes, way: str) -> None:
    made = await upload(org.admin.http, name, content)
    answer = await org.admin.http.get(f"/files/{made['id']}/content")
    assert answer.headers["content-disposition"].startswith(way)
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["content-security-policy"] == "sandbox; default-src 'none'"
    assert answer.headers["cache-control"] == "private, no-cache"


async def test_only_the_sender_sees_it(org: Organisation, other_org: Organisation) -> None:
    made = await upload((await org.person("user")).http)
    for somebody in (org.admin, other_org.admin):
        for path in ("", "/content"):
            assert (await somebody.http.get(f"/files/{made['id']}{path}")).status_code == 404


async def test_who_may_not_write_may_not_upload(org: Organisation) -> None:
    assert (await sent(await org.client("guest"))).status_code == 403


async def test_json_is_no_upload(org: Organisation) -> None:
    answer = await org.admin.http.post("/files", json={"file": {"filename": "a.txt", "filepath": "/etc/passwd"}})
    assert answer.status_code == 422


async def test_a_form_for_a_route_of_json_is_refused(org: Organisation) -> None:
    answer = await org.admin.http.post("/tasks", files={"title": ("a.txt", b"x", "text/plain")})
    assert answer.status_code == 422, answer.text


async def test_ten_thousand_parts_are_refused(org: Organisation) -> None:
    many = [("file", (f"{n}.txt", b"x", "text/plain")) for n in range(60)]
    assert (await org.admin.http.post("/files", files=many)).status_code == 400


async def test_size_is_limited_while_it_comes(tmp_path: Path, org: Organisation) -> None:
    async with started(tmp_path, upload_max_bytes=100_000) as small:
        http = small.client(headers=org.admin.http.headers)
        assert (await sent(http, "a.txt", b"x" * 100_000)).status_code == 201
        assert (await sent(http, "a.txt", b"x" * 100_001)).status_code == 413
        kept = list(files.folder(small.kit.settings, UUID(org.id)).iterdir())
        assert [p.stat().st_size for p in kept] == [100_000]
        await http.aclose()


async def test_a_large_form_without_a_length_is_cut(tmp_path: Path, org: Organisation) -> None:
    async def endless() -> AsyncIterator[bytes]:
        yield b'--b\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\n\r\n'
        for _ in range(200):
            yield b"x" * 10_000

    async with started(tmp_path, max_body_bytes=1_000_000) as small:
        http = small.client(headers=org.admin.http.headers)
        answer = await http.post("/files", content=endless(), headers={"content-type": "multipart/form-data; boundary=b"})
        assert answer.status_code == 413
        await http.aclose()


async def test_the_same_key_uploads_once(org: Organisation) -> None:
    key = {"idempotency-key": uuid4().hex}
    both = [(await org.admin.http.post("/files", files={"file": ("a.txt", b"hello")}, headers=key)).json() for _ in "12"]
    assert both[0] == both[1]


async def test_an_upload_becomes_part_of_one_record(org: Organisation, product: Product) -> None:
    made, record, other = await upload(org.admin.http), uuid4(), uuid4()
    mine = Actor(UUID(org.admin.id), UUID(org.id))
    file_id = UUID(made["id"])
    async with work(product.kit, mine) as ctx:
        found = await ctx.use(Uploads).claim(ctx, file_id, record_id=record, **PLACE)
        assert found == {"id": made["id"], "name": "scan.png", "size": len(PNG), "content_type": "image/png"}
    stranger = Actor(uuid4(), UUID(org.id))
    async with work(product.kit, stranger) as ctx:  # somebody else saves the record with the file it has
        assert await ctx.use(Uploads).claim(ctx, file_id, record_id=record, **PLACE) == found
        with pytest.raises(Invalid):
            await ctx.use(Uploads).claim(ctx, file_id, record_id=other, **PLACE)
    async with work(product.kit, mine) as ctx:
        with pytest.raises(Invalid):
            await ctx.use(Uploads).claim(ctx, file_id, record_id=other, **PLACE)
        await ctx.use(Uploads).rebind(ctx, entity="invoices", from_ids=[record], to_id=other)
    async with work(product.kit, stranger) as ctx:
        assert await ctx.use(Uploads).claim(ctx, file_id, record_id=other, **PLACE) == found


async def test_nobody_elses_upload_can_be_claimed(org: Organisation, product: Product) -> None:
    made = await upload((await org.person("user")).http)
    async with work(product.kit, Actor(UUID(org.admin.id), UUID(org.id))) as ctx:
        with pytest.raises(Invalid):
            await ctx.use(Uploads).claim(ctx, UUID(made["id"]), record_id=uuid4(), **PLACE)


async def test_what_nobody_took_is_gone_after_a_day(org: Organisation, product: Product, owner: Any) -> None:
    old, fresh, taken = [await upload(org.admin.http, f"{n}.txt", b"hello") for n in range(3)]
    async with work(product.kit, Actor(UUID(org.admin.id), UUID(org.id))) as ctx:
        await ctx.use(Uploads).claim(ctx, UUID(taken["id"]), record_id=uuid4(), **PLACE)
    for one in (old, taken):
        await owner.execute("update files set created_at = now() - interval '25 hours' where id = $1", UUID(one["id"]))
    await remove_unclaimed(product.kit)
    status = [(await org.admin.http.get(f"/files/{one['id']}/content")).status_code for one in (old, fresh, taken)]
    assert status == [404, 200, 200]
    assert not files.locate(product.kit.settings, UUID(org.id), UUID(old["id"])).exists()


async def test_release_removes_content_once_it_stands(org: Organisation, product: Product) -> None:
    made = await upload(org.admin.http)
    path = files.locate(product.kit.settings, UUID(org.id), UUID(made["id"]))
    actor = Actor(UUID(org.admin.id), UUID(org.id))
    with pytest.raises(ZeroDivisionError):
        async with work(product.kit, actor) as ctx:
            await ctx.use(Uploads).release(ctx, UUID(made["id"]))
            raise ZeroDivisionError
    assert path.exists()
    async with work(product.kit, actor) as ctx:
        await ctx.use(Uploads).release(ctx, UUID(made["id"]))
    assert not path.exists() and (await org.admin.http.get(f"/files/{made['id']}")).status_code == 404


async def test_uploads_that_no_record_takes_are_limited(tmp_path: Path, org: Organisation) -> None:
    async with started(tmp_path, upload_max_bytes=10) as small:
        http = small.client(headers=org.admin.http.headers)
        first = await upload(http, "a.txt", b"x" * 10)
        for _ in range(19):
            await upload(http, "a.txt", b"x" * 10)
        refused = await sent(http, "a.txt", b"x")
        assert refused.status_code == 429 and refused.headers["retry-after"] == "3600"
        async with work(small.kit, Actor(UUID(org.admin.id), UUID(org.id))) as ctx:
            await ctx.use(Uploads).claim(ctx, UUID(first["id"]), record_id=uuid4(), **PLACE)
        await upload(http, "a.txt", b"x")
        await http.aclose()
