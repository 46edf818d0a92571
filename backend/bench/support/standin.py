"""A stand-in for a model server: OpenAI's chat completions, streamed at a fixed pace, with as little work of its own as possible.

Usage: python -m bench.support.standin PORT TOKENS FIRST_SECONDS GAP_SECONDS. Each piece is due at a fixed time after the request, so a
late one does not delay those behind it.
"""

import asyncio
import sys
import time

HEAD = b"HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n"
USAGE = b'data: {"choices":[],"usage":{"prompt_tokens":900,"completion_tokens":%d}}\n\n'
STOP = b'data: {"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}\n\n'


def chunk(data: bytes) -> bytes:
    """In HTTP's framing."""
    return b"%x\r\n%s\r\n" % (len(data), data)


async def serve(port: int, tokens: int, first: float, gap: float) -> None:
    """Until it is killed."""
    piece = b'data: {"id":"c","choices":[{"index":0,"delta":{"content":"word%d "},"finish_reason":null}]}\n\n'
    pieces = [chunk(piece % n) for n in range(tokens)]
    last = chunk(STOP) + chunk(USAGE % tokens) + chunk(b"data: [DONE]\n\n") + b"0\r\n\r\n"

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while head := await reader.readuntil(b"\r\n\r\n"):
                due = time.perf_counter() + first
                length = next((int(line.split(b":")[1]) for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:")), 0)
                await reader.readexactly(length)
                writer.write(HEAD)
                for one in pieces:
                    await asyncio.sleep(max(0.0, due - time.perf_counter()))
                    writer.write(one)
                    due += gap
                writer.write(last)
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            pass  # the caller went away
        finally:
            writer.close()

    server = await asyncio.start_server(answer, "127.0.0.1", port, backlog=512)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(serve(int(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3]), float(sys.argv[4])))
