"""Local servers that speak the protocols of model providers, with all their ways to fail. Each is held to the provider's own client
(tests/kit/llm/test_standins.py), so a test against it is a test against the protocol.

    async with standin("anthropic") as there:
        there.plan = [Answer(text=("Hello",)), Answer(status=529)]     # one per request; the last one stays
        … call there.url …
        there.seen[0].body, there.seen[0].headers; await there.left.wait()
"""

from tests.kit.llm.standins.server import Answer, Standin, standin

__all__ = ["Answer", "Standin", "standin"]
