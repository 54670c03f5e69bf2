"""What is there: one file a layer, and where features come from. No decisions live here."""
