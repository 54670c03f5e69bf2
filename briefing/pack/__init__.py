"""The pack of a briefing: every item that an audience is told, in one folder or one file."""
