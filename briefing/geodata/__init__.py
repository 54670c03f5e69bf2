"""Files for a GIS, a phone and a navigation device, and the layers that they share."""
