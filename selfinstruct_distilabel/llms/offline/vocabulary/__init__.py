"""What the tasks are about: settings with their numbers, things, tables, sentences and words."""
