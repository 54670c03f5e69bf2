"""Where features come from: the embedded example, an OSM file, Overpass, a table of one's own."""
