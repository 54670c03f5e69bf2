"""The p-median problem: swaps, a Lagrangian bound, reduction, and an exact model of the rest."""
