"""What parcels have beyond their declaration."""

import secrets
from typing import Any

from app.kit.testing import Organisation


async def parcel(org: Organisation, **changed: Any) -> Any:
    customer = await org.admin.http.post("/customers", json={"code": secrets.token_hex(4), "name": "Jo"})
    given = {"code": "ab 123456789", "customer": customer.json()["id"], "city": "Graz", **changed}
    return await org.admin.http.post("/parcels", json=given)


async def test_a_code_is_tidied_and_a_wrong_one_named(org: Organisation) -> None:
    assert (await parcel(org)).json()["code"] == "AB123456789"
    wrong = await parcel(org, code="12")
    assert wrong.status_code == 422 and "two letters" in wrong.text


async def test_what_is_too_heavy_is_refused(org: Organisation) -> None:
    refused = await parcel(org, weight="30.5")
    assert refused.status_code == 422 and "30 kg" in refused.text


async def test_a_redirected_parcel_costs_twice_which_only_the_admin_sees(org: Organisation) -> None:
    made = (await parcel(org)).json()
    colleague = await org.client("user")
    moved = await colleague.post(f"/parcels/{made['id']}/redirect", json={"city": "Wien"})
    assert moved.status_code == 200 and moved.json()["city"] == "Wien" and "cost" not in moved.json()
    assert (await org.admin.http.get(f"/parcels/{made['id']}")).json()["cost"] == "9.80"
    assert (await colleague.patch(f"/parcels/{made['id']}", json={"cost": "0"})).status_code == 403
