"""An exact proof of large maximal covers: choices grow along a sweep over the town."""
