"""The lists that an auditor asks for first: documents in force, external documents, what is no longer in force; as of any day."""
