"""Ways in: sign-in, sign-up, the password policy, brakes on guessing."""

from app.kit.testing import Organisation


async def test_signed_in_person_is_told_who_he_is(org: Organisation) -> None:
    me = (await org.admin.http.get("/auth/me")).json()
    assert me["email"] == org.admin.email
    assert me["role"] == "admin"
    assert me["organization"]["id"] == org.id
    assert {"users:write", "customers:delete", "audit:read"} <= set(me["permissions"])
