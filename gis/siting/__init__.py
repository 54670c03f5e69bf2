"""Siting: which sites to choose, how good that choice is proven to be, and what to change."""
