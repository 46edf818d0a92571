"""Brakes on guessing: so many tries per address and minute, and a growing pause per account. Nobody is locked out of his own account."""

import asyncio
from ipaddress import IPv6Address, ip_address, ip_network

from app.kit.core.context import Kit, Origin
from app.kit.core.errors import TooMany
from app.kit.core.limits import count
from app.kit.core.security import digest

MINUTE, QUARTER = 60, 900
FREE = 10
"""Wrong passwords of one account in a quarter of an hour before the pauses begin."""
LONGEST = 3.0


def _who(origin: Origin) -> str:
    """The caller's address; of IPv6 the network, because one customer has 2⁶⁴ of them."""
    try:
        address = ip_address(origin.ip or "")
    except ValueError:
        return "unknown"
    return str(ip_network(f"{address}/64", strict=False)) if isinstance(address, IPv6Address) else str(address)


class Attempt:
    """One try, counted when it begins (so that parallel tries count) and given back when it was right."""

    def __init__(self, kit: Kit, origin: Origin, account: str = "", *, kind: str = "login", limit: int = 0) -> None:
        self.kit, self.limit = kit, limit or kit.settings.login_limit_per_minute
        self.address = f"{kind}:address:{_who(origin)}"
        self.account = f"{kind}:account:{digest(account)}"
        self.tries = 0

    async def begin(self) -> None:
        """As `begin_address`; pauses when the account was tried often."""
        await self.begin_address()
        self.tries = await count(self.kit, self.account, 1, QUARTER)
        if self.tries > FREE:
            await asyncio.sleep(min(0.1 * 2 ** min(self.tries - FREE, 10), LONGEST))

    async def begin_address(self) -> None:
        """Raises TooMany when the address has used up its minute."""
        if await count(self.kit, self.address, 1, MINUTE) > self.limit:
            raise TooMany("Too many attempts from your address. Try again in a minute.", retry_after=MINUTE)

    async def succeed(self) -> None:
        """It was right: nothing is held against address or account."""
        await count(self.kit, self.address, -1, MINUTE)
        await count(self.kit, self.account, -self.tries, QUARTER)
