"""What the verbs' command lines have in common."""

import argparse


def parser(verb: str, doc: str | None) -> argparse.ArgumentParser:
    """A parser whose help is the verb's docstring."""
    return argparse.ArgumentParser(f"python3 backend/dev {verb}", description=doc, formatter_class=argparse.RawDescriptionHelpFormatter)


def with_data_dir(made: argparse.ArgumentParser) -> argparse.ArgumentParser:
    """Add the choice of the data folder."""
    made.add_argument("--data-dir", help="data folder (DATA_DIR, else .data)")
    return made
