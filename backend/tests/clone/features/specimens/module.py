"""Entities that use every kind of field and every option: what the tests of the kit declare, as a clone would."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any, Literal, Unpack
from uuid import UUID

from app.kit.entity.declare import (
    ME,
    NOW,
    TODAY,
    Entity,
    File,
    Mapped,
    Money,
    boolean,
    choice,
    computed,
    custom,
    day,
    decimal,
    email,
    file,
    flow,
    image,
    integer,
    json,
    long_text,
    moment,
    money,
    move,
    percent,
    person,
    phone,
    ref,
    refs,
    tags,
    text,
    url,
)
from app.kit.entity.spec import REQUIRED, Shown
from app.kit.module import Module

Size = Literal["small", "large"]
State = Literal["raw", "cut", "sold", "void"]
MOVES: dict[State, list[State]] = {
    "raw": ["cut", "void"],
    "cut": [move("sold", requires=["sold_on"]), move("void", by=["user"])],
    "void": [move("raw", by=[])],
}


def iban(*, default: Any = REQUIRED, **shown: Unpack[Shown]) -> Mapped[str]:
    """An international bank account number (ISO 13616), kept without blanks."""
    examples = ["DE89370400440532013000", "GB29NWBK60161331926819"]
    return custom("iban", text(max=42, default=default, **shown), check=_iban, examples=examples)


def _iban(value: str) -> str:
    bare = value.replace(" ", "").upper()
    if not bare.isalnum() or int("".join(str(int(c, 36)) for c in bare[4:] + bare[:4])) % 97 != 1:
        raise ValueError("is not an IBAN: check its digits")
    return bare


class Specimen(Entity, name="specimens", title="name", icon="gem", notify={"status:sold": ["creator", "keeper"]}, keep_deleted=30):
    """One of each kind."""

    name: Mapped[str] = text(search=True, list=True)
    code: Mapped[str] = text(min=3, max=12, pattern=r"[A-Z0-9-]{3,12}", unique=True, search="A", list=True)
    story: Mapped[str | None] = long_text(default=None, search="D")
    contact: Mapped[str | None] = email(default=None)
    site: Mapped[str | None] = url(default=None)
    phone: Mapped[str | None] = phone(default=None)
    pieces: Mapped[int] = integer(min=0, max=1000, default=1, list=True)
    weight: Mapped[Decimal | None] = decimal(places=3, min=0, unit="kg", default=None, list=True)
    purity: Mapped[Decimal | None] = percent(default=None, widget="slider")
    price: Mapped[Money | None] = money(min=0, default=None, list=True)
    rare: Mapped[bool] = boolean(list=True)
    found_on: Mapped[date] = day(default=TODAY)
    sold_on: Mapped[date | None] = day(default=None)
    seen_at: Mapped[datetime] = moment(default=NOW)
    size: Mapped[Size] = choice("small", "large", default="small", widget="radio")
    labels: Mapped[list[str]] = tags(list=True)
    extra: Mapped[dict[str, Any] | None] = json(default=None)
    paper: Mapped[File | None] = file(default=None)
    picture: Mapped[File | None] = image(default=None)
    keeper: Mapped[UUID | None] = person(default=ME)
    customer: Mapped[UUID | None] = ref("customers", default=None)
    parts: Mapped[list[UUID]] = refs("specimens")
    account: Mapped[str | None] = iban(default=None)
    margin: Mapped[Decimal | None] = percent(default=None, read=["admin"], write=["admin"])
    rating: Mapped[int | None] = integer(min=1, max=5, default=None, write=["admin"])
    secret: Mapped[str | None] = text(default=None, sensitive=True)
    gross: Mapped[Decimal | None] = computed("weight * 2", decimal(places=3))
    heavy: Mapped[bool] = computed(lambda r: (r.weight or 0) > 10, boolean())
    status: Mapped[State] = flow(MOVES, default="raw")


class Diary(Entity, name="diaries", title="subject", visible="own", soft_delete=False, agents="never"):
    """Seen by whoever wrote it or is named in it; deleting is final."""

    subject: Mapped[str] = text(search=True, list=True)
    reader: Mapped[UUID | None] = person(default=None)
    specimen: Mapped[UUID | None] = ref("specimens", default=None)


class FieldTrip(Entity, name="field_trips", title="place", plural="Trips", visible="team", agents="read", read=["user"], delete=[]):
    """Seen by the team of whoever planned it."""

    place: Mapped[str] = text(search=True, list=True)
    starts_on: Mapped[date | None] = day(default=None, list=True)


class Rumour(Entity, name="rumours", title="text", visible=lambda rumour, actor: rumour.public.is_(True), agents="write"):
    """Seen by everybody once it is public."""

    text: Mapped[str] = text(list=True)
    public: Mapped[bool] = boolean(list=True)
    diary: Mapped[UUID | None] = ref("diaries", default=None)


module = Module(name="specimens", needs=["customers"], entities=[Specimen, Diary, FieldTrip, Rumour])
