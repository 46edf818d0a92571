"""Outgoing connections over real sockets: made safe, kept, noticed when the other side has closed them, given up in time."""

import asyncio
import ipaddress
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from app.kit.core.http import Egress, EgressFailed, Limits

BIG = b"x" * 3_000_000


@pytest.fixture
def own(tmp_path: Path) -> ssl.SSLContext:
    """A server's side of TLS with a certificate of its own for localhost; the file `cert.pem` holds it."""
    key = ec.generate_private_key(ec.SECP256R1())
    name, now = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "localhost")]), datetime.now(UTC)
    names = x509.SubjectAlternativeName([x509.DNSName("localhost"), x509.IPAddress(ipaddress.ip_address("127.0.0.1"))])
    made = x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number(), now - timedelta(1), now + timedelta(1))
    cert = made.add_extension(names, False).add_extension(x509.BasicConstraints(True, None), True).sign(key, SHA256())
    (tmp_path / "cert.pem").write_bytes(cert.public_bytes(Encoding.PEM))
    (tmp_path / "key.pem").write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(tmp_path / "cert.pem", tmp_path / "key.pem")
    return context


@asynccontextmanager
async def answering(body: bytes, *, tls: ssl.SSLContext | None = None, once: bool = False) -> AsyncIterator[tuple[int, list[int]]]:
    """A server that answers every request with `body`, and says how many each connection sent. `once`: it hangs up after each answer
    without having said so."""
    counts: list[int] = []

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        counts.append(0)
        place = len(counts) - 1
        try:
            while await reader.readuntil(b"\r\n\r\n"):
                counts[place] += 1
                writer.write(b"HTTP/1.1 200 OK\r\ncontent-length: %d\r\n\r\n" % len(body) + body)
                await writer.drain()
                if once:
                    return
        except (ConnectionError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0, ssl=tls)
    async with server:
        yield server.sockets[0].getsockname()[1], counts


async def test_a_safe_connection_carries_much_and_is_kept(own: ssl.SSLContext, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "cert.pem"))
    async with answering(BIG, tls=own) as (port, counts):
        egress = Egress([f"localhost:{port}"])
        for _ in range(2):
            assert (await egress.request("GET", f"https://localhost:{port}/")).body == BIG
        await egress.aclose()
    assert counts == [2]


async def test_a_certificate_of_a_stranger_is_refused(own: ssl.SSLContext) -> None:
    async with answering(b"secret", tls=own) as (port, counts):
        egress = Egress([f"localhost:{port}"])
        with pytest.raises(EgressFailed):
            await egress.request("GET", f"https://localhost:{port}/")
        await egress.aclose()
    assert sum(counts) == 0


async def test_a_connection_that_was_closed_meanwhile_is_not_used_again() -> None:
    async with answering(b"hello", once=True) as (port, counts):
        egress = Egress([f"127.0.0.1:{port}"])
        for _ in range(3):
            assert (await egress.request("GET", f"http://127.0.0.1:{port}/")).body == b"hello"
            await asyncio.sleep(0.05)
        await egress.aclose()
    assert counts == [1, 1, 1]


async def test_a_server_that_does_not_read_is_given_up() -> None:
    stuck = asyncio.Event()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await stuck.wait()
        writer.close()

    async with await asyncio.start_server(serve, "127.0.0.1", 0, limit=1024) as server:
        port = server.sockets[0].getsockname()[1]
        egress = Egress([f"127.0.0.1:{port}"])
        with pytest.raises(EgressFailed):
            await egress.request("POST", f"http://127.0.0.1:{port}/", content=b"x" * 50_000_000, limits=Limits(idle=0.3, total=20))
        stuck.set()
        await egress.aclose()


async def test_a_server_that_says_nothing_is_given_up() -> None:
    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read()
        writer.close()

    async with await asyncio.start_server(serve, "127.0.0.1", 0) as server:
        port = server.sockets[0].getsockname()[1]
        egress = Egress([f"127.0.0.1:{port}"])
        with pytest.raises(EgressFailed):
            await egress.request("GET", f"http://127.0.0.1:{port}/", limits=Limits(idle=0.2, total=20))
        await egress.aclose()
