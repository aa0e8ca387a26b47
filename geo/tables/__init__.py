"""Any file a person may hold, read into rows with line numbers; one reader for every command."""
