"""The backend.

Threads of numpy's linear algebra wait for one another by spinning. For matrices as small as those here (`kit/llm/embed.py`) several are
slower than one, many times so where the processors are busy with something else, so there is one unless the environment says otherwise.
It is read when numpy is loaded.
"""

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
