"""A brief as slides (PPTX): what to show is decided first, as values; then it is drawn."""
