"""What follows from the layers: verdicts, streets as a network, travel, coverage and siting."""
