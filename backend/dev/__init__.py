"""The launcher: one command per wish, on the standard library only (it runs before anything is installed).

`python3 backend/dev` prints the verbs; each verb is one module in `dev/verbs`, and its help is that module's docstring.
"""
