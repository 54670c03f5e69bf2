"""What a briefing says, before any file is made of it: tables and lines for one audience."""
