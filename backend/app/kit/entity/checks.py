"""What a declaration may not say: found when the module is imported, in words that name the field."""

from typing import TYPE_CHECKING, Any

from app.kit.entity.spec import FieldSpec

if TYPE_CHECKING:
    from app.kit.entity.declare import Entity

WORDS = ("text", "long_text", "email", "url", "phone")
MOMENTS = ("create", "update", "delete", "restore", "status", "comment")
TAKEN = (
    "id", "org_id", "version", "created_at", "updated_at", "created_by", "deleted_at", "search", "search_language", "expanded",
    "highlights", "metadata",
)  # fmt: skip


def check(entity: "type[Entity]") -> None:
    """Raise TypeError for the first thing that can not work."""
    name, specs = entity.__name__, entity.__fields__
    for key, spec in specs.items():
        if wrong := _field(entity, key, spec):
            raise TypeError(f"{name}.{key}: {wrong}")
    if (title := specs.get(entity.__title__)) is None:
        raise TypeError(f"{name}: title={entity.__title__!r} is not one of its fields")
    if title.read is not None or title.sensitive:
        raise TypeError(f"{name}.{entity.__title__}: the title is shown everywhere, it can not be hidden")
    if len([s for s in specs.values() if s.kind == "status"]) > 1:
        raise TypeError(f"{name}: one status only; further ones are choices")
    for event, whom in entity.__notify__.items():
        check_notify(entity, event, whom)


def _field(entity: "type[Entity]", key: str, spec: FieldSpec) -> str:
    known: Any = entity.__fields__
    if key in TAKEN:
        return "every record has this by itself"
    if spec.search and (spec.kind not in WORDS or spec.read is not None or spec.sensitive or not spec.columns):
        return "only stored text that everybody reads can be searched"
    if spec.write is not None and spec.required:
        return "a field that not everybody may set needs a default"
    if spec.default is None and not spec.nullable and not spec.computed:
        return "default=None needs the annotation … | None"
    if spec.nullable and spec.many:
        return "a list is empty, never None"
    missing = [f for ends in (spec.moves or {}).values() for m in ends for f in m.requires if f not in known]
    return f"a move requires {missing[0]}, which is not a field" if missing else ""


def check_notify(entity: "type[Entity]", event: str, whom: tuple[str, ...]) -> None:
    """An event is `create`, `update`, `delete`, `restore`, `comment`, `status` or `status:<word>`.

    Told are `creator`, `watchers`, `role:<name>`, or the person in a field.
    """
    verb, _, word = event.partition(":")
    flow = next((s for s in entity.__fields__.values() if s.kind == "status"), None)
    if verb not in MOMENTS or word and (verb != "status" or flow is None or word not in flow.choices):
        raise TypeError(f"{entity.__name__}: notify has no event {event!r}")
    for one in whom:
        person = entity.__fields__.get(one)
        if one not in ("creator", "watchers") and not one.startswith("role:") and not (person and person.kind == "user"):
            raise TypeError(f"{entity.__name__}: notify can not tell {one!r}: say creator, watchers, role:<name> or a field with a person")
