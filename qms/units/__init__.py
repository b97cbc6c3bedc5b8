"""The units inside a body: offices, divisions, centres."""
