"""Spreadsheets (XLSX: ECMA-376, a zip of XML) row by row, in the memory of one row: written to a stream, read from a file."""

import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO
from xml.sax.saxutils import escape

if TYPE_CHECKING:
    from openpyxl import Workbook

TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST_ROWS = 1_000_000
"""Of one sheet; the format ends at 1,048,576. What is more goes to a next sheet."""
MOST_TEXT = 32_767
"""Characters that a cell may have."""
EXACT = 15
"""Digits that a spreadsheet keeps: a longer number is written as text rather than rounded."""
FIRST_DAY = date(1900, 3, 1)
"""Days are counted from 1899-12-30; before this one spreadsheets disagree."""
EPOCH = datetime(1899, 12, 30)
DAY, MOMENT, TITLE = 1, 2, 3
"""Numbers of the cell formats in `STYLES`."""
MOST_UNPACKED = 1024**3
MOST_SHARED = 96 * 1024**2
"""Bytes of a file that is read, unpacked: of all parts, and of the table of texts (which is kept in memory)."""
_BAD = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACK = "http://schemas.openxmlformats.org/package/2006"
_WORD = "application/vnd.openxmlformats-officedocument.spreadsheetml"
STYLES = (
    f'<styleSheet xmlns="{_MAIN}"><numFmts count="2"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/>'
    '<numFmt numFmtId="165" formatCode="yyyy\\-mm\\-dd\\ hh:mm:ss"/></numFmts>'
    '<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>'
    '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    '<cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="4"><xf/><xf numFmtId="164" applyNumberFormat="1"/>'
    '<xf numFmtId="165" applyNumberFormat="1"/><xf fontId="1" applyFont="1"/></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)


class _Pipe(io.RawIOBase):
    """What the zip writes, until it is taken. It can not seek, so the zip is made for a stream."""

    def __init__(self) -> None:
        self._held = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        self._held += data
        return len(data)

    def take(self) -> bytes:
        """All since the last time."""
        held, self._held = bytes(self._held), bytearray()
        return held


class Writer:
    """`titles` in bold on each sheet, then rows; every call gives the bytes that are ready."""

    def __init__(self, name: str, titles: Sequence[str], most: int = MOST_ROWS) -> None:
        self._name, self._titles, self._most = re.sub(r"[\[\]:*?/\\']", " ", name)[:28], titles, most
        self._pipe = _Pipe()
        self._book = zipfile.ZipFile(self._pipe, "w", zipfile.ZIP_DEFLATED, compresslevel=1)
        self._sheet: Any = None
        self._sheets = self._rows = 0

    def rows(self, rows: Iterable[Sequence[Any]]) -> bytes:
        """Add rows: texts, numbers, booleans, dates, times, None."""
        for row in rows:
            if self._sheet is None or self._rows == self._most:
                self._next()
            self._rows += 1
            self._sheet.write(f"<row>{''.join(map(cell, row))}</row>".encode())
        return self._pipe.take()

    def end(self) -> bytes:
        """The rest of the file."""
        if self._sheet is None:
            self._next()
        self._close()
        numbers = range(1, self._sheets + 1)
        sheets = "".join(f'<sheet name="{escape(self._named(n))}" sheetId="{n}" r:id="rId{n}"/>' for n in numbers)
        links = "".join(_link(n, "worksheet", f"worksheets/sheet{n}.xml") for n in numbers)
        types = "".join(_part(f"/xl/worksheets/sheet{n}.xml", "worksheet") for n in numbers)
        for path, body in {
            "xl/styles.xml": STYLES,
            "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_LINKS}"><sheets>{sheets}</sheets></workbook>',
            "xl/_rels/workbook.xml.rels": _links(links + _link(self._sheets + 1, "styles", "styles.xml")),
            "_rels/.rels": _links(_link(1, "officeDocument", "xl/workbook.xml")),
            "[Content_Types].xml": f'<Types xmlns="{_PACK}/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f"{_part('/xl/workbook.xml', 'sheet.main')}{_part('/xl/styles.xml', 'styles')}{types}</Types>",
        }.items():
            self._book.writestr(path, _HEAD + body)
        self._book.close()
        return self._pipe.take()

    def _next(self) -> None:
        self._close()
        self._sheets, self._rows = self._sheets + 1, 0
        self._sheet = self._book.open(f"xl/worksheets/sheet{self._sheets}.xml", "w")
        frozen = '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>'
        views = f'<sheetViews><sheetView workbookViewId="0">{frozen}</sheetView></sheetViews>'
        titles = "".join(cell(title, TITLE) for title in self._titles)
        columns = f'<cols><col min="1" max="{len(self._titles)}" width="18" customWidth="1"/></cols>'
        self._sheet.write(f'{_HEAD}<worksheet xmlns="{_MAIN}">{views}{columns}<sheetData><row>{titles}</row>'.encode())

    def _close(self) -> None:
        if self._sheet is not None:
            self._sheet.write(b"</sheetData></worksheet>")
            self._sheet.close()

    def _named(self, number: int) -> str:
        return self._name if number == 1 else f"{self._name} {number}"


def cell(value: Any, style: int = 0) -> str:
    """One cell; a text is never a formula, whatever it begins with."""
    if value is None or value == "":
        return "<c/>"
    if isinstance(value, bool):
        return f'<c t="b"><v>{int(value)}</v></c>'
    if isinstance(value, datetime) and value.date() >= FIRST_DAY:
        since = value.astimezone(UTC).replace(tzinfo=None) - EPOCH
        return f'<c s="{MOMENT}"><v>{since.days + since.seconds / 86_400:.9f}</v></c>'
    if isinstance(value, date) and not isinstance(value, datetime) and value >= FIRST_DAY:
        return f'<c s="{DAY}"><v>{(value - EPOCH.date()).days}</v></c>'
    if isinstance(value, int | Decimal) and len(str(value).replace(".", "").lstrip("-0")) <= EXACT:
        return f"<c><v>{value}</v></c>"
    words = escape(_BAD.sub("", value.isoformat() if isinstance(value, date) else str(value))[:MOST_TEXT])
    return f'<c s="{style}" t="inlineStr"><is><t xml:space="preserve">{words}</t></is></c>'


def _link(number: int, kind: str, target: str) -> str:
    return f'<Relationship Id="rId{number}" Type="{_LINKS}/{kind}" Target="{target}"/>'


def _links(links: str) -> str:
    return f'<Relationships xmlns="{_PACK}/relationships">{links}</Relationships>'


def _part(path: str, kind: str) -> str:
    return f'<Override PartName="{path}" ContentType="{_WORD}.{kind}+xml"/>'


def is_sheet(path: Path) -> bool:
    """Whether a file is a zip, as XLSX is and CSV never."""
    with path.open("rb") as file:
        return file.read(4) == b"PK\x03\x04"


def read(path: Path) -> Iterator[list[str]]:
    """The rows of the first sheet as texts, empty ones left out. ValueError when it is no spreadsheet, or one that is far too large."""
    with path.open("rb") as file:
        try:
            book = _opened(file)
        except ValueError:
            raise
        except Exception as error:  # a broken or hostile file may fail anywhere in the reader
            raise ValueError("This is not a spreadsheet (XLSX) that can be read.") from error
        for row in book.worksheets[0].iter_rows():
            cells = [_text(c) for c in row]
            if any(cells):
                yield cells


def _opened(file: BinaryIO) -> "Workbook":
    with zipfile.ZipFile(file) as parts:
        sizes = {part.filename: part.file_size for part in parts.infolist()}
    if sum(sizes.values()) > MOST_UNPACKED or sizes.get("xl/sharedStrings.xml", 0) > MOST_SHARED:
        raise ValueError("The spreadsheet is too large. Please save it as CSV.")
    from openpyxl import load_workbook  # a third of a second, and NumPy with it: only for who reads a sheet

    return load_workbook(file, read_only=True, data_only=True)


def _text(found: Any) -> str:
    value = found.value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        bare = value.time() == datetime.min.time()
        return value.date().isoformat() if bare else value.isoformat(timespec="seconds")
    if isinstance(value, int | float):
        exact = Decimal(repr(value)) * (100 if "%" in (found.number_format or "") else 1)
        return f"{exact.normalize():f}"
    return str(value)
