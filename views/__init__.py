"""One file a page, and the map that planners pick on. The only rooms that know Streamlit."""
