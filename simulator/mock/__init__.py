"""A server that speaks DeepSeek's wire and answers from the prompt it is sent. Clients are `backends`."""
