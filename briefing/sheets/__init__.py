"""Map sheets on paper: what one brief tells, drawn by matplotlib in metres, as PDF and pictures."""
