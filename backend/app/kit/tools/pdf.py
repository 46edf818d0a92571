"""The text of a PDF, page by page, read in a process of its own: a hostile file can use up neither this one's time nor its memory.

Run as a program it reads the file from stdin and writes JSON: `{"pages": […]}` or `{"error": why}`.
"""

import asyncio
import json
import resource
import sys
from contextlib import suppress
from io import BytesIO

from app.kit.core.errors import Invalid

MOST_PAGES = 300
MOST_CHARS = 2_000_000
SECONDS = 30
MEMORY = 1 << 30
"""Bytes of address space."""
WHY = {
    "encrypted": "is encrypted: save it without a password and attach it again",
    "broken": "is damaged and can not be read as a PDF",
    "pages": f"has more than {MOST_PAGES} pages",
    "long": f"holds more than {MOST_CHARS:,} characters of text",
    "slow": f"takes longer than {SECONDS} seconds to read",
}
_busy = asyncio.Semaphore(2)
"""Files in work at once."""
PROGRAM = f"from {__name__} import main; main()"


async def pages_of(data: bytes) -> list[str]:
    """The text of each page; a scanned page has none. Raises Invalid, saying why the file can not be read."""
    async with _busy:
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-c", PROGRAM, stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.DEVNULL,
            env={"PYTHONPATH": ":".join(sys.path)},
        )  # fmt: skip
        try:
            async with asyncio.timeout(SECONDS):
                out, _ = await process.communicate(data)
        except TimeoutError:
            raise Invalid.field("file", WHY["slow"]) from None
        finally:
            if process.returncode is None:
                with suppress(ProcessLookupError):
                    process.kill()
                await process.wait()
    told = json.loads(out) if process.returncode == 0 and out else {"error": "broken"}
    if "error" in told:
        raise Invalid.field("file", WHY[told["error"]], type="unreadable")
    return [str(page) for page in told["pages"]]


def read(data: bytes) -> dict[str, object]:
    """What `main` writes."""
    from pypdf import PdfReader  # loaded in the process of its own only
    from pypdf.errors import PyPdfError

    try:
        reader = PdfReader(BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            return {"error": "encrypted"}
        if len(reader.pages) > MOST_PAGES:
            return {"error": "pages"}
        pages, length = [], 0
        for page in reader.pages:
            pages.append(page.extract_text().replace("\0", "").encode("utf-8", "replace").decode())
            length += len(pages[-1])
            if length > MOST_CHARS:
                return {"error": "long"}
    except (PyPdfError, ValueError, TypeError, KeyError, AttributeError, RecursionError, MemoryError, NotImplementedError):
        return {"error": "broken"}
    return {"pages": pages}


def main() -> None:
    """Bounded in memory and time, then read."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    sys.stdout.write(json.dumps(read(sys.stdin.buffer.read())))
