"""Runs the migrations inside the transaction of whoever asks.

``attributes`` holds the connection and, to compare the schema with the models, their metadata.
"""

from alembic import context

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=context.config.attributes.get("metadata"),
    render_as_batch=True,
)
context.run_migrations()
