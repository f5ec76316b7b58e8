"""A server that speaks DeepSeek's wire and answers from the prompt it is sent. Clients of such servers are `backends`."""
