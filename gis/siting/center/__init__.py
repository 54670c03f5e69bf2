"""The p-center: the sites whose worst travel is smallest."""
