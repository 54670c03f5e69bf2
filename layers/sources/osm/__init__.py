"""OpenStreetMap elements become layers: the one way, for a file and for an answer from online."""
