"""What a map shows, as a value, whatever draws it."""
