"""What `survey_tables` compares: the same survey for every program, and the programs."""
