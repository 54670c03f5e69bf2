"""The wall of an operation center: what its panels say, as pieces of a page; drawn by a browser."""
