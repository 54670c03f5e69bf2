"""CSV and XLSX that a spreadsheet opens safely."""
