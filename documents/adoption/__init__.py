"""Issue once, adopt everywhere: how each body takes over a common procedure."""
