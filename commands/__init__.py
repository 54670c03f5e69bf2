"""The commands of the command line, a file a group of them; ``cli.py`` puts them together."""
