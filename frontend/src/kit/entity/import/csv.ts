/** CSV as spreadsheets write it (RFC 4180, with `,` `;` or tab), read and written in the browser. */

export interface Csv {
  columns: string[];
  /** Data rows, each as long as `columns`. */
  rows: string[][];
}

/** The text of a file: UTF-8 (a leading mark is dropped) or, where that does not fit, Windows-1252 as Excel writes it. */
export function decode(bytes: ArrayBuffer): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("windows-1252").decode(bytes);
  }
}

/** The columns and rows of a text; null when its first line names no column. */
export function parseCsv(text: string): Csv | null {
  const end = text.search(/[\r\n]/);
  const header = end === -1 ? text : text.slice(0, end);
  const separator = [",", ";", "\t"].toSorted((a, b) => header.split(b).length - header.split(a).length)[0] ?? ",";
  const [first, ...rest] = records(text, separator);
  const columns = first?.map((name) => name.trim()) ?? [];
  if (!columns.some(Boolean)) return null;
  return { columns, rows: rest.map((row) => columns.map((_, index) => row[index]?.trim() ?? "")) };
}

/** Every line's cells; quotes hold separators, line ends and doubled quotes. Empty lines are no rows. */
function records(text: string, separator: string): string[][] {
  const found: string[][] = [];
  let row: string[] = [];
  let cell = "";
  let quoted = false;
  const endCell = () => {
    row.push(cell);
    cell = "";
  };
  const endRow = () => {
    if (row.length > 0 || cell !== "") {
      endCell();
      found.push(row);
    }
    row = [];
  };
  for (let at = 0; at < text.length; at += 1) {
    const sign = text.charAt(at);
    if (quoted) {
      if (sign !== '"') cell += sign;
      else if (text.charAt(at + 1) === '"') cell += text.charAt(++at);
      else quoted = false;
    } else if (sign === '"' && cell === "") quoted = true;
    else if (sign === separator) endCell();
    else if (sign === "\n" || sign === "\r") endRow();
    else cell += sign;
  }
  endRow();
  return found;
}

/** The same as a file that a spreadsheet opens with accents intact. */
export function writeCsv({ columns, rows }: Csv): Blob {
  const cell = (text: string) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  const lines = [columns, ...rows].map((row) => row.map(cell).join(","));
  return new Blob(["\ufeff", lines.join("\r\n"), "\r\n"], { type: "text/csv;charset=utf-8" });
}
