"""Where people and programs meet the phone. A face translates; it decides nothing."""
