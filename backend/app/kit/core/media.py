"""What kind of file bytes are: told by their content and a list of kinds that are taken, never by what the sender says they are.

Signatures: https://mimesniff.spec.whatwg.org/ and the formats' own specifications.
"""

import unicodedata
from pathlib import PurePosixPath

from app.kit.core.errors import Invalid

HEAD = 4096
"""Bytes of a file's beginning that are enough to tell."""
MOST_NAME = 200
INLINE = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp", "image/avif"})
"""Pictures a browser may show in place: none of them can run anything."""
UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
"""Unicode categories of characters that break lines, turn the direction of text, or show nothing."""
TEXTS = {
    "txt": "text/plain", "log": "text/plain", "md": "text/markdown", "csv": "text/csv", "tsv": "text/tab-separated-values",
    "json": "application/json", "xml": "application/xml", "yaml": "application/yaml", "yml": "application/yaml", "eml": "message/rfc822",
    "ics": "text/calendar", "vcf": "text/vcard", "svg": "image/svg+xml", "sql": "application/sql",
}  # fmt: skip
ZIPPED = {
    "zip": "application/zip",
    **{f"{e}x": f"application/vnd.openxmlformats-officedocument.{kind}" for e, kind in (
        ("doc", "wordprocessingml.document"), ("xls", "spreadsheetml.sheet"), ("ppt", "presentationml.presentation"))},
    **{e: f"application/vnd.oasis.opendocument.{kind}" for e, kind in (("odt", "text"), ("ods", "spreadsheet"), ("odp", "presentation"))},
}  # fmt: skip
COMPOUND = {"doc": "application/msword", "xls": "application/vnd.ms-excel", "ppt": "application/vnd.ms-powerpoint",
            "msg": "application/vnd.ms-outlook"}  # fmt: skip
BINARIES: dict[str, tuple[str, tuple[tuple[int, bytes], ...]]] = {
    "pdf": ("application/pdf", ((0, b"%PDF-"),)),
    "png": ("image/png", ((0, b"\x89PNG\r\n\x1a\n"),)),
    "jpg": ("image/jpeg", ((0, b"\xff\xd8\xff"),)),
    "jpeg": ("image/jpeg", ((0, b"\xff\xd8\xff"),)),
    "gif": ("image/gif", ((0, b"GIF87a"), (0, b"GIF89a"))),
    "webp": ("image/webp", ((8, b"WEBP"),)),
    "avif": ("image/avif", ((4, b"ftypavif"), (4, b"ftypavis"))),
    "heic": ("image/heic", ((4, b"ftypheic"), (4, b"ftypheix"), (4, b"ftypmif1"))),
    "tif": ("image/tiff", ((0, b"II*\0"), (0, b"MM\0*"))),
    "tiff": ("image/tiff", ((0, b"II*\0"), (0, b"MM\0*"))),
    "gz": ("application/gzip", ((0, b"\x1f\x8b"),)),
    "7z": ("application/x-7z-compressed", ((0, b"7z\xbc\xaf\x27\x1c"),)),
    "mp3": ("audio/mpeg", ((0, b"ID3"), (0, b"\xff\xfb"), (0, b"\xff\xf3"))),
    "wav": ("audio/wav", ((8, b"WAVE"),)),
    "ogg": ("audio/ogg", ((0, b"OggS"),)),
    "mp4": ("video/mp4", ((4, b"ftyp"),)),
    "mov": ("video/quicktime", ((4, b"ftypqt"),)),
    "webm": ("video/webm", ((0, b"\x1a\x45\xdf\xa3"),)),
    **{e: (kind, ((0, b"PK\x03\x04"), (0, b"PK\x05\x06"))) for e, kind in ZIPPED.items()},
    **{e: (kind, ((0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"),)) for e, kind in COMPOUND.items()},
}


def kind_of(name: str, head: bytes) -> str:
    """The content type of a file that begins with `head`. Raises Invalid for a kind not taken and a name that belies it."""
    ending = PurePosixPath(name).suffix.lstrip(".").lower()
    if ending in TEXTS:
        if not _is_text(head):
            raise Invalid.field("file", f"is called .{ending}, but its content is not text", type="wrong_content")
        return TEXTS[ending]
    if ending in BINARIES:
        kind, signs = BINARIES[ending]
        if not any(head[at : at + len(sign)] == sign for at, sign in signs):
            raise Invalid.field("file", f"is called .{ending}, but its content is something else", type="wrong_content")
        return kind
    kind = f"of the kind .{ending}" if ending else "without an ending"
    why = f"files {kind} are not taken; send a PDF, picture, text, office document, archive, sound or film"
    raise Invalid.field("file", why, type="wrong_type")


def _is_text(head: bytes) -> bool:
    if b"\0" in head:
        return False
    try:
        head.decode()
    except UnicodeDecodeError as error:  # a character that HEAD cut in two is no fault of the file
        return error.start >= len(head) - 4 and len(head) >= HEAD or _is_western(head)
    return True


def _is_western(head: bytes) -> bool:
    """Windows-1252, as spreadsheets write CSV: mostly letters, no control characters but line ends and tabs."""
    return not any(b < 32 and b not in b"\t\n\r\f" for b in head)


def safe_name(given: str) -> str:
    """A file name to show and to offer for download: its last part, one line, without characters that turn or hide text."""
    last = unicodedata.normalize("NFC", given).replace("\\", "/").rpartition("/")[2]
    shown = "".join(c for c in last if unicodedata.category(c) not in UNSEEN).strip(" .")
    if len(shown) > MOST_NAME:
        ending = PurePosixPath(shown).suffix[:20]
        shown = shown[: MOST_NAME - len(ending)] + ending
    return shown or "file"
