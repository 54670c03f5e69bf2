"""Covering: the fewest sites that reach every point, and the most weight that p sites reach."""
