"""The plan as a record: what was picked, overruled and edited, and what follows on its day."""
