"""The steps that lead an older database to the present schema, in the order of their numbers."""
