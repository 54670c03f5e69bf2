"""The way to the internet: a process that can be killed, and what it asks and is answered."""
