"""Reports as files: tables for programs and spreadsheets, pages for people."""
