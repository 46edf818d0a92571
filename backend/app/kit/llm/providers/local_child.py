"""The process that serves a local model: llama.cpp's own server with its OpenAI-compatible endpoint, on loopback.

Started as a script by `local.py`, so it imports nothing of the product. It reads its orders as one line of JSON (the key never stands
on a command line), answers with one line that holds its address, and ends when the one who started it is gone.
"""

import json
import os
import sys


def main() -> None:
    """Serve until the other end of the pipe is closed."""
    answer = os.dup(1)
    os.dup2(2, 1)  # the library writes to standard output
    orders = json.loads(sys.stdin.buffer.readline())
    import xllamacpp  # type: ignore[import-untyped]

    params = xllamacpp.CommonParams()
    params.model.path, params.model_alias, params.api_keys = orders["path"], {orders["name"]}, [orders["key"]]
    params.n_ctx, params.cpuparams.n_threads = orders["window"], orders["threads"]
    params.sampling.penalty_repeat = 1.15  # small models fall into loops
    params.ui, params.warmup, params.cache_ram_mib, params.verbosity = False, False, 0, 0
    server = xllamacpp.Server(params)
    os.write(answer, server.listening_address.encode() + b"\n")
    sys.stdin.buffer.read()
    os._exit(0)  # without waiting for an answer that nobody reads


if __name__ == "__main__":
    main()
