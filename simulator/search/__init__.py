"""A small web of dated pages that comes with the program, and its index. Real search engines are `backends`' work."""
