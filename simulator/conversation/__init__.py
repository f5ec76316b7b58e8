"""The turn pipeline: calls the rules, talks to the ports and yields events. No rule and no screen lives here."""
