"""The features of the clone are tested in a copy of the product, where they belong."""

collect_ignore = ["features"]
