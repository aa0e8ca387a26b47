"""What people bring (entries, tables, files) turned into rows of a project, nothing guessed."""
