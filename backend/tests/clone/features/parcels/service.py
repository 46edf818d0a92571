"""What happens to parcels beyond their declaration."""

from uuid import UUID

from app.kit.core.errors import Invalid
from app.kit.entity.service import EntityService
from tests.clone.features.parcels.models import Parcel


class ParcelService(EntityService[Parcel]):
    """All that every entity has, and sending a parcel elsewhere."""

    async def before_create(self, record: Parcel) -> None:
        """A courier carries 30 kg."""
        if record.weight is not None and record.weight > 30:
            raise Invalid.field("weight", "is more than a courier carries, which is 30 kg")

    async def redirect(self, id: UUID, city: str) -> Parcel:
        """Take it to another city, which costs as much again."""
        parcel = await self.load(id)
        await self.assign(parcel, {"city": city})
        parcel.cost *= 2
        await self.ctx.db.flush()
        return parcel
