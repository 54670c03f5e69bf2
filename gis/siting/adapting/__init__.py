"""Few moves: the best choices within so many moves of a plan, and what is proven of them."""
