"""/parcels, beyond what every entity has."""

from typing import Any
from uuid import UUID

from app.kit.entity.schemas import schemas
from app.kit.web.operation import allow
from app.kit.web.route import Ctx, router
from tests.clone.features.parcels.models import Parcel
from tests.clone.features.parcels.schemas import RedirectIn
from tests.clone.features.parcels.service import ParcelService

r = router("/parcels", "parcels")


@r.post("/{id}/redirect", response_model=schemas(Parcel).Out)
@allow("parcels:write")
async def redirect_parcel(ctx: Ctx, id: UUID, body: RedirectIn) -> Any:
    """Take a parcel to another city."""
    service = ParcelService(ctx, Parcel)
    return service.shown(await service.redirect(id, body.city))
