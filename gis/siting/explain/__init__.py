"""Explaining siting: why a problem cannot be solved, what a zone is worth, what more would buy."""
