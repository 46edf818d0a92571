"""What is remembered of rows: for whom it holds, and when it is forgotten."""

from uuid import uuid4

from app.kit.core.access import Actor
from app.kit.core.context import Context, work
from app.kit.core.remembered import Remembered
from app.kit.core.signals import Signals
from app.kit.testing import Product

ANN, BOB = Actor(uuid4(), uuid4()), Actor(uuid4(), uuid4())


async def test_it_is_read_once_for_each_organisation_until_somebody_changes_it(product: Product) -> None:
    reads: list[Actor] = []

    async def read(ctx: Context) -> int:
        reads.append(ctx.actor)
        return len(reads)

    known = Remembered(f"test-{uuid4()}", read)
    known.hear(product.kit)
    async with work(product.kit, ANN) as ann:
        assert [await known.of(ann) for _ in range(3)] == [1, 1, 1]
        other = Context(product.kit, BOB)
        assert await known.of(other) == 2 and reads == [ANN, BOB]
        await known.forget_everywhere(ann)
        assert (await known.of(ann), await known.of(other)) == (3, 2)


async def test_what_a_change_overtook_is_not_kept(product: Product) -> None:
    answers = ["before", "after"]

    async def read(ctx: Context) -> str:
        said = answers.pop(0)
        if answers:  # somebody changes it while it is read
            await ctx.use(Signals).send(topic, str(ctx.actor.org_id))
        return said

    topic = f"test-{uuid4()}"
    known = Remembered(topic, read)
    known.hear(product.kit)
    async with work(product.kit, ANN) as ctx:
        assert [await known.of(ctx) for _ in range(3)] == ["before", "after", "after"]


async def test_no_answer_is_an_answer_too(product: Product) -> None:
    reads: list[None] = []

    async def read(_: Context) -> None:
        reads.append(None)

    known = Remembered(f"test-{uuid4()}", read)
    async with work(product.kit, ANN) as ctx:
        assert [await known.of(ctx) for _ in range(2)] == [None, None] and len(reads) == 1
