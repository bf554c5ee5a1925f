"""Value maps as files: the JSON form with its schema, and the practitioner's spreadsheet."""
