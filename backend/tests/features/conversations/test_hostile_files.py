"""Files that mean harm: what they are is told by their content, nothing of them runs, and a small one can not become a large one."""

import resource
import time
import zlib

import httpx
import pytest

from tests.features.conftest import Talk
from tests.features.conversations.test_given import PNG, attach, pdf

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><script>alert(1)</script></svg>'
HTML = b"<!doctype html><script>alert(1)</script>"


@pytest.mark.parametrize(
    ("name", "data"), [("x.svg", SVG), ("x.xml", HTML), ("x.txt", HTML), ("page", HTML), ("x.csv", b"=cmd|' /C calc'!A0\n")]
)
async def test_what_a_browser_could_run_is_only_ever_saved(ann: httpx.AsyncClient, talk: Talk, name: str, data: bytes) -> None:
    path = await talk()
    made = await attach(ann, path, name, data)
    assert made.status_code == 201, made.text
    file = await ann.get(f"{path}/attachments/{made.json()['id']}/content")
    assert file.content == data
    assert file.headers["content-disposition"].startswith("attachment;")
    assert file.headers["x-content-type-options"] == "nosniff"
    assert file.headers["content-security-policy"] == "sandbox; default-src 'none'"


@pytest.mark.parametrize(("name", "data"), [
    ("x.html", HTML), ("x.exe", b"MZ" + b"\0" * 64), ("x.png", HTML), ("x.pdf", HTML), ("x.txt", b"a\0b"), ("x.csv", PNG),
    ("x.zip", b"PK\x03\x04" + b"\0" * 64), ("x.docx", b"PK\x03\x04" + b"\0" * 64), ("x.txt", b"   "), ("", PNG),
])  # fmt: skip
async def test_what_is_not_what_it_says_is_refused(ann: httpx.AsyncClient, talk: Talk, name: str, data: bytes) -> None:
    path = await talk()
    assert (await attach(ann, path, name, data)).status_code == 422
    assert (await ann.get(f"{path}/attachments")).json()["items"] == []


@pytest.mark.parametrize(
    "name", ["../../etc/passwd.txt", "..\\x.txt", "a\r\nSet-Cookie: x.txt", "\u202egpj.txt", "C:\\x.txt", "x" * 400 + ".txt"]
)
async def test_a_name_is_only_shown(ann: httpx.AsyncClient, talk: Talk, name: str) -> None:
    path = await talk()
    made = await attach(ann, path, name, b"text")
    assert made.status_code == 201, made.text
    shown = made.json()["name"]
    assert len(shown) <= 200 and not set(shown) & set("/\\\r\n\u202e")
    file = await ann.get(f"{path}/attachments/{made.json()['id']}/content")
    assert file.status_code == 200 and "set-cookie" not in file.headers


def unfolding(gigabytes: int) -> bytes:
    """A PDF of a page whose content is so large once it is unpacked; packed piece by piece, so that this process never holds it."""
    pack = zlib.compressobj(9)
    bomb = b"".join([*(pack.compress(b" " * 10_000_000) for _ in range(100 * gigabytes)), pack.flush()])
    page = pdf("small")
    start, end = page.index(b"stream\n") + 7, page.index(b"endstream")
    head = page[: start - 7]
    facts = f"<< /Length {len(bomb)} /Filter /FlateDecode >>\nstream\n".encode()
    return head[: head.rindex(b"<<")] + facts + bomb + b"\n" + page[end:]


async def test_a_pdf_that_unfolds_to_gigabytes_is_refused_and_costs_this_process_nothing(ann: httpx.AsyncClient, talk: Talk) -> None:
    path, data = await talk(), unfolding(2)
    before, began = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.monotonic()
    refused = await attach(ann, path, "b.pdf", data)
    assert refused.status_code == 422, refused.text
    assert time.monotonic() - began < 35
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 100_000, "kilobytes"
