"""Whether an answer is right: figures, names, records and proposals compared as people would."""

import re
import unicodedata
from decimal import Decimal, InvalidOperation
from typing import Any

from app.kit.llm.providers.offline import Reply

from .world import Row

_DENIED = re.compile(r"permission|berechtigung")
_CANNOT = re.compile(r"cannot|kein|aucun|ning|no (?:language model|such)|none")
_MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december")


def fold(text: Any) -> str:
    """Case and accents away."""
    plain = unicodedata.normalize("NFKD", str(text).replace("ß", "ss").replace("’", "'"))
    return re.sub(r"\s+", " ", "".join(c for c in plain if not unicodedata.combining(c)).casefold())


def numbers(text: str) -> set[Decimal]:
    """Every number in a text, read both ways where a comma may be either mark."""
    out = set()
    for raw in re.findall(r"\d[\d.,\u00a0\u202f']*", text):
        plain = re.sub(r"[\u00a0\u202f']", "", raw.rstrip(".,"))
        for candidate in (plain.replace(",", ""), plain.replace(".", "").replace(",", "."), plain):
            try:
                out.add(Decimal(candidate))
            except InvalidOperation:
                continue
    return out | ({Decimal(0)} if re.search(r"\b(no|none|kein\w*|aucun\w*|ning\w*)\b", fold(text)) else set())


class Checker:
    """Compares replies with what a question expects, over the sample records."""

    def __init__(self, rows: dict[str, list[Row]]) -> None:
        self.keys = {r["id"]: r["code"] for r in rows["customers"]} | {r["id"]: r["number"] for r in rows["invoices"]}
        self.names = {r["code"]: fold(r["name"]) for r in rows["customers"]}

    def wrong(self, expect: dict[str, Any], reply: Reply) -> str:
        """Why the reply is not right; empty if it is."""
        if "any_of" in expect:
            return min((self.wrong(e, reply) for e in expect["any_of"]), key=len)
        return str(getattr(self, f"_{expect['type']}")(expect, reply))

    def _answer(self, expect: dict[str, Any], reply: Reply) -> str:
        text, found = fold(reply.text), numbers(reply.text)
        if reply.kind not in ("answer", "clarify") or reply.proposals:
            return f"is {reply.kind}"
        lost = [n for n in expect.get("numbers", ()) if Decimal(n) not in found]
        lost += [n for n in expect.get("percent", ()) if not any(abs(Decimal(n) - x) <= Decimal("0.5") for x in found)]
        lost += ["/".join(group) for group in expect.get("text", ()) if not any(fold(p) in text for p in group)]
        lost += [day for day in expect.get("dates", ()) if not self._says_day(text, day)]
        lost += [f"{labels[0]}={n}" for labels, n in expect.get("pairs", ()) if not self._paired(reply.text, labels, n)]
        winner = expect.get("winner", "")
        if winner and fold(winner) not in text and self.names.get(winner, "?") not in text:
            lost.append(winner)
        return ", ".join(lost) or self._records(expect, reply)

    def _says_day(self, text: str, iso: str) -> bool:
        year, month, day = iso.split("-")
        return (
            iso in text
            or f"{_MONTHS[int(month) - 1]} {int(day)}, {year}" in text
            or bool(re.search(rf"{int(day)}\.? (?:de )?\w+ (?:de )?{year}", text))
        )

    def _paired(self, text: str, labels: list[str], number: str) -> bool:
        return any(fold(label) in fold(line) and Decimal(number) in numbers(line) for line in text.splitlines() for label in labels)

    def _records(self, expect: dict[str, Any], reply: Reply) -> str:
        for entity, wanted in expect.get("ids", {}).items():
            named = [c.key for c in reply.citations if c.entity == entity]
            mode = expect["ids_mode"]
            right = {"exact": set(named) == set(wanted), "include": set(wanted) <= set(named), "order": named[: len(wanted)] == wanted}[
                mode
            ]
            if not right:
                return f"{entity}: {named[:6]}, wanted {wanted[:6]}"
        return ""

    def _clarify(self, expect: dict[str, Any], reply: Reply) -> str:
        text = fold(reply.text)
        for wanted in expect["candidates"].values():
            if sum(code.casefold() in text or self.names.get(code, "?") in text for code in wanted) < min(2, len(wanted)):
                return "names no candidates"
        return "" if "?" in reply.text and not reply.proposals else "does not ask"

    def _refuse(self, expect: dict[str, Any], reply: Reply) -> str:
        return (
            ""
            if reply.kind == "refuse" and _DENIED.search(fold(reply.text)) and expect["permission"] in reply.text
            else f"does not refuse: {reply.text[:80]}"
        )

    def _scope(self, expect: dict[str, Any], reply: Reply) -> str:
        return "" if reply.kind in ("scope", "clarify") and _CANNOT.search(fold(reply.text)) else "does not say that it cannot"

    def _proposal(self, expect: dict[str, Any], reply: Reply) -> str:
        have = [self._approval(p.operation, p.args) for p in reply.proposals]
        if len(have) != len(expect["approvals"]):
            return f"{len(have)} proposals: {reply.text[:80]}"
        for want in expect["approvals"]:
            same = [values for op, target, values in have if op == want["op"] and target == want.get("target")]
            if not same:
                return f"no {want['op']} of {want.get('target')}"
            lost = [k for k, v in want["values"].items() if not _same(v, same[0].get(k))] if want["op"] != "delete" else []
            extra = set(same[0]) - set(want["values"]) - set(want["extra_ok"])
            if lost or extra:
                return f"{lost} {sorted(extra)} in {same[0]}"
        return ""

    def _approval(self, operation: str, args: dict[str, Any]) -> tuple[str, str | None, dict[str, Any]]:
        values = {k: self.keys.get(v, v) if isinstance(v, str) else v for k, v in args.items() if k != "id"}
        op = operation.split("_")[0]
        return ("update" if op == "set" else op), self.keys.get(args.get("id", "")), values


def _same(want: Any, got: Any) -> bool:
    if isinstance(want, dict):
        return fold(want["contains"]) in fold(got)
    if isinstance(got, dict):
        return str(want) == f"{got['amount']} {got['currency']}"
    return fold(want) == fold(got)
