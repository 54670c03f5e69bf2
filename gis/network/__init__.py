"""Streets as a network: speeds, graph, snapping, and an engine that answers tables."""
