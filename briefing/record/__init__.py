"""The record taken away, and its audit."""
