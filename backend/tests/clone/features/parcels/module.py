"""Parcels: the declaration, a service of their own and one more route."""

from app.kit.module import Module
from tests.clone.features.parcels.models import Parcel
from tests.clone.features.parcels.router import r
from tests.clone.features.parcels.service import ParcelService

module = Module(name="parcels", needs=["customers"], entities=[Parcel], services={Parcel: ParcelService}, router=r)
