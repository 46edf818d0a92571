"""What Alembic learns here, so that no revision needs a hand-written line.

`compare` sees more than columns (row-level security, grants, the search column, checks), `operations` are the steps written for it,
`filling` gives rows a value where a step needs one, `losses` says what a revision would destroy, `writing` makes one or refuses.
"""
