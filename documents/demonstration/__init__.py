"""Document control in the demonstration: told by its people through the use cases, on days before today."""
