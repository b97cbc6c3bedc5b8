"""To which posts a document goes, and who has read which revision."""
