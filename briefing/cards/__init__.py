"""A page for each zone and each demand point: what one hands to whoever goes there."""
