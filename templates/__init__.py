"""Page templates, one folder per package, one file per page."""
