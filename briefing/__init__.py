"""Everything that leaves the tool. No Streamlit here: a briefing is made the same from a script."""
