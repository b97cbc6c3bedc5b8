"""What leaves the system as a file: pure functions from plain data to bytes, without a database and without the web."""
